-- %c gives one byte
print(string.format("%c%c%c", 72, 105, 33), string.format("%c", 65.9), string.format("%c", "66"), #string.format("%c", 256 + 65), string.format("%c", 256 + 65), string.format("%c", -191)) -- expect: Hi!	A	B	1	A	A
print(string.format("[%5c][%-5c]", 65, 66), #string.format("%c", 0), string.format("a%cb", 0):byte(1, -1)) -- expect: [    A][B    ]	0	97	98
print(string.format("%c", 255):byte(), pcall(string.format, "%c", "x")) -- expect: 255	false	bad argument #2 to '?' (number expected, got string)
print(pcall(string.format, "%c")) -- expect: false	bad argument #2 to '?' (no value)
print(#string.format("[%5c]", 0), #string.format("%c%c", 0, 0)) -- expect: 6	0
