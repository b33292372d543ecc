-- manual 2.1: \ddd takes up to three digits
print("\65\066\67D", "\0650", "\97b\99") -- expect: ABCD	A0	abc
print(#"\0", #"a\0b", ("a\0b"):byte(1, -1)) -- expect: 1	3	97	0	98
print(("\255\0\1\0019"):byte(1, -1)) -- expect: 255	0	1	1	57
print(#"\0000", ("\0000"):byte(1, -1)) -- expect: 2	0	48
print("\49\0502") -- expect: 122
print(loadstring([[return "\256"]])) -- expect: nil	[string "return "\256""]:1: escape sequence too large near '"'
print(loadstring([[return "\999x"]])) -- expect: nil	[string "return "\999x""]:1: escape sequence too large near '"'
print(loadstring([[return '\300']])) -- expect: nil	[string "return '\300'"]:1: escape sequence too large near '''
