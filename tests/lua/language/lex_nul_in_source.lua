-- parity L18: NUL is allowed in strings and comments only
print(#loadstring("return 'a\0b'")(), #loadstring("return [[a\0b\0]]")()) -- expect: 3	4
print(loadstring("-- c\0c\nreturn 5")()) -- expect: 5
print(loadstring("--[[ \0 ]] return 6")()) -- expect: 6
print(loadstring("return 1\0 return 2")) -- expect: nil	[string "return 1"]:1: '<eof>' expected near 'return'
print(loadstring("\0return 1")) -- expect: nil	[string ""]:1: unexpected symbol
print(loadstring("return 1 \0")) -- expect: nil	[string "return 1 "]:1: '<eof>' expected
