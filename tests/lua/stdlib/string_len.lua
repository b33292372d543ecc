-- manual 5.4 string.len
print(string.len(""), string.len("abc"), string.len("a\0b\0"), ("x"):len(), string.len(12345), string.len(-1.5), string.len(1e15)) -- expect: 0	3	4	1	5	4	5
print(pcall(string.len)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.len, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(string.len, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(string.len, true)) -- expect: false	bad argument #1 to '?' (string expected, got boolean)
print(pcall(function() string.len() end)) -- expect: false	user_script:7: bad argument #1 to 'len' (string expected, got no value)
print(pcall(function() local s = {} ; return ("x").len(s) end)) -- expect: false	user_script:8: bad argument #1 to 'len' (string expected, got table)
