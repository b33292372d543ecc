-- parity L8: bad replacement, bad captures, bad arguments
print(pcall(string.gsub)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.gsub, "a")) -- expect: false	bad argument #2 to '?' (string expected, got no value)
print(pcall(string.gsub, "a", "a")) -- expect: false	bad argument #3 to '?' (string/function/table expected)
print(pcall(string.gsub, "a", "a", nil)) -- expect: false	bad argument #3 to '?' (string/function/table expected)
print(pcall(string.gsub, "a", "a", true)) -- expect: false	bad argument #3 to '?' (string/function/table expected)
print(pcall(string.gsub, nil, "a", "b")) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(string.gsub, "a", "a", "b", "x")) -- expect: false	bad argument #4 to '?' (number expected, got string)
print(pcall(function() ("a"):gsub("a") end)) -- expect: false	user_script:9: bad argument #2 to 'gsub' (string/function/table expected)
print(pcall(string.gsub, "a", "a", coroutine.create(print))) -- expect: false	bad argument #3 to '?' (string/function/table expected)
print(pcall(string.gsub, "abc", "a", "%2")) -- expect: false	invalid capture index
print(pcall(string.gsub, "abc", "(a)", "%2")) -- expect: false	invalid capture index
print(pcall(string.gsub, "abc", "a", "%9")) -- expect: false	invalid capture index
print(("abc"):gsub("a", "%x")) -- expect: xbc	1
print((("abc"):gsub("a", "%a%")):byte(1, -1)) -- expect: 97	0	98	99
print(#(("abc"):gsub("a", "%"))) -- expect: 3
print(pcall(string.gsub, "abc", "(", "x")) -- expect: true	xaxbxcx	4
print(pcall(string.gsub, "abc", "%", "x")) -- expect: false	malformed pattern (ends with '%')
print(pcall(string.gsub, "abc", "[a", "x")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.gsub, "abc", "(a", "x")) -- expect: true	xbc	1
print(pcall(string.gsub, "abc", "a)", "x")) -- expect: false	invalid pattern capture
print(pcall(string.gsub, "abc", "%1", "x")) -- expect: false	invalid capture index
