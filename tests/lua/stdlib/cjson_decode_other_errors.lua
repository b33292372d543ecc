-- parity J10: depth, encodings and arguments
print(pcall(cjson.decode)) -- expect: false	bad argument #1 to '?' (expected 1 argument)
print(pcall(cjson.decode, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(cjson.decode, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(cjson.decode, true)) -- expect: false	bad argument #1 to '?' (string expected, got boolean)
print(pcall(cjson.decode, "1", 2)) -- expect: false	bad argument #1 to '?' (expected 1 argument)
print(pcall(cjson.decode, "\0")) -- expect: false	Expected value but found T_END at character 1
print(pcall(cjson.decode, "\0001")) -- expect: false	JSON parser does not support UTF-16 or UTF-32
print(pcall(cjson.decode, "1\0")) -- expect: false	JSON parser does not support UTF-16 or UTF-32
print(pcall(cjson.decode, "[\0]")) -- expect: false	JSON parser does not support UTF-16 or UTF-32
print(pcall(cjson.decode, "1")) -- expect: true	1
print(pcall(function() cjson.decode() end)) -- expect: false	user_script:12: bad argument #1 to 'decode' (expected 1 argument)
print(pcall(function() cjson.decode("[") end)) -- expect: false	user_script:13: Expected value but found T_END at character 2
print(pcall(function() cjson.decode({}) end)) -- expect: false	user_script:14: bad argument #1 to 'decode' (string expected, got table)
print(pcall(cjson.decode, ("["):rep(1000))) -- expect: false	Expected value but found T_END at character 1001
print(pcall(cjson.decode, ("["):rep(1001))) -- expect: false	Found too many nested data structures (1001) at character 1001
print(pcall(cjson.decode, ('{"a":'):rep(1001))) -- expect: false	Found too many nested data structures (1001) at character 5001
print(#cjson.decode(("["):rep(1000) .. ("]"):rep(1000))) -- expect: 1
print(pcall(cjson.decode, (" "):rep(10) .. ("["):rep(1001))) -- expect: false	Found too many nested data structures (1001) at character 1011
