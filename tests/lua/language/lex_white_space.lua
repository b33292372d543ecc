-- manual 2.1: space, tab, CR, LF, VT and FF all separate tokens
print(loadstring("return\t1\v+\f2\r\n")()) -- expect: 3
print(loadstring("\n\n\nreturn\n\n4")()) -- expect: 4
print(loadstring("return 1 +\r\r2 x", "=c")) -- expect: nil	c:3: '<eof>' expected near 'x'
print(loadstring("x\n\rx\n\rx =", "=c")) -- expect: nil	c:2: '=' expected near 'x'
print(loadstring("\r\n\r\n\r\n)", "=c")) -- expect: nil	c:4: unexpected symbol near ')'
print(select("#", loadstring("", "=c")())) -- expect: 0
print(loadstring("   \t\n ", "=c") ~= nil) -- expect: true
