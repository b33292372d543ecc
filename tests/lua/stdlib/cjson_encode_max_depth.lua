-- parity J3: encode_max_depth arguments
print(cjson.encode_max_depth(), cjson.encode_max_depth(2), cjson.encode_max_depth(nil)) -- expect: 1000	2	2
print(pcall(cjson.encode, { { { } } })) -- expect: false	Cannot serialise, excessive nesting (3)
print(pcall(cjson.encode, { { 1 } })) -- expect: true	[[1]]
print(pcall(cjson.encode_max_depth, 0)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(pcall(cjson.encode_max_depth, -5)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(pcall(cjson.encode_max_depth, 2 ^ 31)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(pcall(cjson.encode_max_depth, "abc")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(cjson.encode_max_depth, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(cjson.encode_max_depth, 1, 1)) -- expect: false	bad argument #2 to '?' (found too many arguments)
print(pcall(function() cjson.encode_max_depth(0) end)) -- expect: false	user_script:11: bad argument #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)
print(cjson.encode_max_depth(2 ^ 31 - 1), cjson.encode_max_depth(1000), cjson.encode_max_depth()) -- expect: 2147483647	1000	1000
