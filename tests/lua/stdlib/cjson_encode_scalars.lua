-- parity J4: numbers, booleans, null and strings at top level
print(cjson.encode(1), cjson.encode(-1.5), cjson.encode(0), cjson.encode(1e15), cjson.encode(1e14), cjson.encode(2 ^ 53), cjson.encode(1e100), cjson.encode(0.1), cjson.encode(1 / 3), cjson.encode(123456789012), cjson.encode(1e-7), cjson.encode(5e-324)) -- expect: 1	-1.5	0	1e+15	1e+14	9.007199254741e+15	1e+100	0.1	0.33333333333333	123456789012	1e-07	4.9406564584125e-324
local z = 0
print(cjson.encode(-z), cjson.encode(true), cjson.encode(false), cjson.encode(nil), cjson.encode(cjson.null), cjson.encode("s"), cjson.encode("1"), cjson.encode("")) -- expect: -0	true	false	null	null	"s"	"1"	""
print(pcall(cjson.encode, 0 / 0)) -- expect: false	Cannot serialise number: must not be NaN or Inf
print(pcall(cjson.encode, 1 / 0)) -- expect: false	Cannot serialise number: must not be NaN or Inf
print(pcall(cjson.encode, -1 / 0)) -- expect: false	Cannot serialise number: must not be NaN or Inf
print(pcall(cjson.encode, { 0 / 0 })) -- expect: false	Cannot serialise number: must not be NaN or Inf
