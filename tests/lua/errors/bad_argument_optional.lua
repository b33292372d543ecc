-- nil is accepted where an argument is optional, other wrong types are not
print(pcall(string.find, "abc", "b", nil, nil)) -- expect: true	2	2
print(pcall(string.sub, "abc", 2, nil)) -- expect: true	bc
print(pcall(string.byte, "abc", nil, nil)) -- expect: true	97
print(pcall(table.concat, { 1, 2 }, nil, nil, nil)) -- expect: true	12
print(pcall(unpack, { 1, 2 }, nil, nil)) -- expect: true	1	2
print(pcall(tonumber, "10", nil)) -- expect: true	10
print(pcall(math.random, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(string.gsub, "a", "a", "b", nil)) -- expect: true	b	1
print(pcall(table.insert, { 1 }, nil, 2)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(error, "x", nil)) -- expect: false	x
print(pcall(collectgarbage, nil)) -- expect: true	0
print(pcall(loadstring, "return 1", nil) == true) -- expect: true
print(pcall(select, 1, nil)) -- expect: true	nil
print(pcall(string.find, "abc", "b", true)) -- expect: false	bad argument #3 to '?' (number expected, got boolean)
print(pcall(string.sub, "abc", 2, true)) -- expect: false	bad argument #3 to '?' (number expected, got boolean)
print(pcall(table.concat, { 1 }, false)) -- expect: false	bad argument #2 to '?' (string expected, got boolean)
