-- parity J6: objects, key kinds
print(cjson.encode { a = 1 }, cjson.encode { [""] = 1 }, cjson.encode { ["k\n"] = 1 }, cjson.encode { a = {} }, cjson.encode { a = { b = { c = cjson.null } } }) -- expect: {"a":1}	{"":1}	{"k\n":1}	{"a":{}}	{"a":{"b":{"c":null}}}
print(cjson.encode { a = 1, b = 2, c = 3 }) -- expect: {"a":1,"c":3,"b":2}
print(cjson.encode { 1, 2, x = 3 }) -- expect: {"1":1,"2":2,"x":3}
print(cjson.encode { [0] = 1 }, cjson.encode { [-1] = 1 }, cjson.encode { [1.5] = 1 }, cjson.encode { [1e20] = 1 }, cjson.encode { [2 ^ 31] = 1 }, cjson.encode { [2 ^ 40] = 1 }, cjson.encode { ["1"] = 1 }, cjson.encode { [0.1] = "x" }) -- expect: {"0":1}	{"-1":1}	{"1.5":1}	{"1e+20":1}	{"2147483648":1}	{"1099511627776":1}	{"1":1}	{"0.1":"x"}
print(pcall(cjson.encode, { [true] = 1 })) -- expect: false	Cannot serialise boolean: table key must be a number or string
print(pcall(cjson.encode, { [{}] = 1 })) -- expect: false	Cannot serialise table: table key must be a number or string
print(pcall(cjson.encode, { [print] = 1 })) -- expect: false	Cannot serialise function: table key must be a number or string
print(pcall(cjson.encode, { [cjson.null] = 1 })) -- expect: false	Cannot serialise userdata: table key must be a number or string
print(pcall(cjson.encode, { 1, [true] = 1 })) -- expect: false	Cannot serialise boolean: table key must be a number or string
print(pcall(cjson.encode, { [2 ^ 31 - 1] = 1 })) -- expect: false	Cannot serialise table: excessively sparse array
print(cjson.encode { x = 1, [2 ^ 31 - 1] = 1 }) -- expect: {"2147483647":1,"x":1}
