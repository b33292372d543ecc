-- manual 2.1: operators are read greedily
print(1 ..2, 1 .. 2, "a".."b".."c") -- expect: 12	12	abc
print(3-2, 3 - -2, 3- - -2) -- expect: 1	5	1
print(1==1, 1~=2, 1<=1, 1>=2, 1<2, 2>1) -- expect: true	true	true	false	true	true
print(loadstring("return 1 = = 1")) -- expect: nil	[string "return 1 = = 1"]:1: '<eof>' expected near '='
print(loadstring("return 1 ~ = 1")) -- expect: nil	[string "return 1 ~ = 1"]:1: '<eof>' expected near '~'
print(loadstring("return 1 != 1")) -- expect: nil	[string "return 1 != 1"]:1: '<eof>' expected near '!'
print(loadstring("return 7 // 2")) -- expect: nil	[string "return 7 // 2"]:1: unexpected symbol near '/'
print(loadstring("return 1 & 2")) -- expect: nil	[string "return 1 & 2"]:1: '<eof>' expected near '&'
print(loadstring("return 1 << 2")) -- expect: nil	[string "return 1 << 2"]:1: unexpected symbol near '<'
print(loadstring("return a . . b")) -- expect: nil	[string "return a . . b"]:1: '<name>' expected near '.'
