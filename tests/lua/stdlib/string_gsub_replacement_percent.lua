-- odd escapes in the replacement: %c copies c, a final % yields a NUL
print((("abc"):gsub("b", "%%%%"))) -- expect: a%%c
print((("abc"):gsub("b", "%-%."))) -- expect: a-.c
print((("abc"):gsub("b", "%a"))) -- expect: aac
print((("abc"):gsub("b", "x%")):byte(1, -1)) -- expect: 97	120	0	99
print((("abc"):gsub("(b)", "%1%1%0"))) -- expect: abbbc
print((("abc"):gsub("b", "\0%0\0")):byte(1, -1)) -- expect: 97	0	98	0	99
