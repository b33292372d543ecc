-- argument and pattern errors of find
print(pcall(string.find)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.find, "a")) -- expect: false	bad argument #2 to '?' (string expected, got no value)
print(pcall(string.find, nil, "a")) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(string.find, "a", nil)) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(string.find, {}, "a")) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(string.find, "a", {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(string.find, "a", "b", "x")) -- expect: false	bad argument #3 to '?' (number expected, got string)
print(pcall(function() ("a"):find() end)) -- expect: false	user_script:9: bad argument #1 to 'find' (string expected, got no value)
print(pcall(string.find, "a", "[")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[a")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[]")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[^]")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "%")) -- expect: false	malformed pattern (ends with '%')
print(pcall(string.find, "a", "(")) -- expect: false	unfinished capture
print(pcall(string.find, "a", ")")) -- expect: true	nil
print(pcall(string.find, "a", "(a")) -- expect: false	unfinished capture
print(pcall(string.find, "a", "a)")) -- expect: true	nil
print(pcall(string.find, "a", "(a))")) -- expect: false	invalid pattern capture
print(pcall(string.find, "a", "%1")) -- expect: false	invalid capture index
print(pcall(string.find, "a", "(a)%2")) -- expect: false	invalid capture index
print(pcall(string.find, "a", "(%1)")) -- expect: false	invalid capture index
print(pcall(string.find, "a", "%b")) -- expect: false	unbalanced pattern
print(pcall(string.find, "a", "%bx")) -- expect: false	unbalanced pattern
print(pcall(string.find, "a", "%f")) -- expect: false	missing '[' after '%f' in pattern
print(pcall(string.find, "a", "%fa")) -- expect: false	missing '[' after '%f' in pattern
print(pcall(string.find, "a", "%f[")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[%")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[a-")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[a-%")) -- expect: false	malformed pattern (missing ']')
