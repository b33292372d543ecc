-- parity J3: decode_max_depth
print(cjson.decode_max_depth(), cjson.decode_max_depth(3), cjson.decode_max_depth(), #cjson.decode("[[[]]]"), pcall(cjson.decode, "[[[[]]]]")) -- expect: 1000	3	3	1	false	Found too many nested data structures (4) at character 4
print(pcall(cjson.decode, '{"a":{"b":{"c":{}}}}')) -- expect: false	Found too many nested data structures (4) at character 16
print(pcall(cjson.decode_max_depth, 0)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(pcall(cjson.decode_max_depth, -1)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(pcall(cjson.decode_max_depth, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(cjson.decode_max_depth, 1, 2)) -- expect: false	bad argument #2 to '?' (found too many arguments)
print(pcall(cjson.decode_max_depth, 2 ^ 31)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(pcall(cjson.decode_max_depth, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() cjson.decode_max_depth(0) end)) -- expect: false	user_script:10: bad argument #1 to 'decode_max_depth' (expected integer between 1 and 2147483647)
print(cjson.decode_max_depth("7"), cjson.decode_max_depth(8.9), cjson.decode_max_depth(1000), cjson.decode_max_depth()) -- expect: 7	8	1000	1000
