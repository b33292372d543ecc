-- what a NUL byte in a pattern does
print(pcall(string.find, "a\0b", "a\0b")) -- expect: true	1	3
print(pcall(string.find, "a\0b", "\0")) -- expect: true	2	2
print(pcall(string.find, "ab", "a\0")) -- expect: true	nil
print(pcall(string.find, "ab", "a\0b")) -- expect: true	nil
print(pcall(string.find, "a", "[a\0]")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "%\0")) -- expect: false	malformed pattern (ends with '%')
print(pcall(string.match, "a\0c", "(a)\0(c)")) -- expect: true	a
print((string.gsub("a\0c", "\0", "-")):byte(1, -1)) -- expect: 45	97	45	0	45	99	45
