-- parity J3, J6: convert, ratio and safe limit
print(cjson.encode_sparse_array()) -- expect: false	2	10
print(cjson.encode_sparse_array(true)) -- expect: true	2	10
print(cjson.encode { [1000] = 1 }, cjson.encode { [11] = 1 }, cjson.encode { [10] = 1 }) -- expect: {"1000":1}	{"11":1}	[null,null,null,null,null,null,null,null,null,1]
print(cjson.encode_sparse_array(true, 1, 0)) -- expect: true	1	0
print(cjson.encode { 1, nil, 3 }, cjson.encode { 1, 2 }, cjson.encode { [2] = 1 }) -- expect: {"1":1,"3":3}	[1,2]	{"2":1}
print(cjson.encode_sparse_array(false, 0, 3)) -- expect: false	0	3
print(#cjson.encode { [100] = 1 }, cjson.encode { [5] = 1 }) -- expect: 498	[null,null,null,null,1]
print(cjson.encode_sparse_array(false, 3, 5)) -- expect: false	3	5
print(cjson.encode { [5] = 1 }, pcall(cjson.encode, { [6] = 1 })) -- expect: [null,null,null,null,1]	false	Cannot serialise table: excessively sparse array
print(cjson.encode { 1, [6] = 1 }, pcall(cjson.encode, { 1, [7] = 1 })) -- expect: [1,null,null,null,null,1]	false	Cannot serialise table: excessively sparse array
print(pcall(cjson.encode_sparse_array, "maybe")) -- expect: false	bad argument #1 to '?' (invalid option 'maybe')
print(pcall(cjson.encode_sparse_array, true, -1)) -- expect: false	bad argument #1 to '?' (expected integer between 0 and 2147483647)
print(pcall(cjson.encode_sparse_array, true, 1, -1)) -- expect: false	bad argument #1 to '?' (expected integer between 0 and 2147483647)
print(pcall(cjson.encode_sparse_array, true, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(cjson.encode_sparse_array, true, 1, 1, 1)) -- expect: false	bad argument #4 to '?' (found too many arguments)
print(pcall(cjson.encode_sparse_array, 5)) -- expect: false	bad argument #1 to '?' (invalid option '5')
print(cjson.encode_sparse_array("on")) -- expect: true	1	5
print(cjson.encode_sparse_array("off", nil, nil)) -- expect: false	1	5
print(cjson.encode_sparse_array(false, 2, 10)) -- expect: false	2	10
print(cjson.encode_sparse_array()) -- expect: false	2	10
