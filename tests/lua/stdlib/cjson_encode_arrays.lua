-- parity J6: arrays, holes and sparse tables
print(cjson.encode {}, cjson.encode { 1, 2, 3 }, cjson.encode { { 1 }, { 2, { 3 } } }, cjson.encode { "a", true, cjson.null, 1.5 }, cjson.encode { {} , {} }) -- expect: {}	[1,2,3]	[[1],[2,[3]]]	["a",true,null,1.5]	[{},{}]
print(cjson.encode { 1, nil, 3 }, cjson.encode { nil, nil, 3 }, cjson.encode { [3] = 1 }, cjson.encode { [10] = 1 }, cjson.encode { 1, [5] = 5 }, cjson.encode { false, nil, false }) -- expect: [1,null,3]	[null,null,3]	[null,null,1]	[null,null,null,null,null,null,null,null,null,1]	[1,null,null,null,5]	[false,null,false]
print(pcall(cjson.encode, { [11] = 1 })) -- expect: false	Cannot serialise table: excessively sparse array
print(pcall(cjson.encode, { [1000] = 1 })) -- expect: false	Cannot serialise table: excessively sparse array
print(pcall(cjson.encode, { 1, [12] = 1, [25] = 2 })) -- expect: false	Cannot serialise table: excessively sparse array
print(pcall(cjson.encode, { [1e6] = 1, 1 })) -- expect: false	Cannot serialise table: excessively sparse array
print(cjson.encode { [1] = 1, [2] = 2, [3] = 3, [4] = 4, [5] = 5, [6] = 6, [12] = 12 }) -- expect: [1,2,3,4,5,6,null,null,null,null,null,12]
print(cjson.encode { [11] = 1, 1, 2, 3, 4, 5 }) -- expect: [1,2,3,4,5,null,null,null,null,null,1]
print(pcall(cjson.encode, { [13] = 1, 1, 2, 3, 4, 5 })) -- expect: false	Cannot serialise table: excessively sparse array
