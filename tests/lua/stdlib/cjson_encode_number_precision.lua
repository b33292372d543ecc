-- parity J3: encode_number_precision
print(cjson.encode_number_precision(), cjson.encode_number_precision(3), cjson.encode(3.14159), cjson.encode(12345), cjson.encode(0.000012345), cjson.encode { [1.23456] = 1 }) -- expect: 14	3	3.14	1.23e+04	1.23e-05	{"1.23":1}
print(cjson.encode_number_precision(1), cjson.encode(0.55), cjson.encode(95), cjson.encode(1e10)) -- expect: 1	0.6	1e+02	1e+10
print(cjson.encode_number_precision(nil), cjson.encode_number_precision()) -- expect: 1	1
print(pcall(cjson.encode_number_precision, 0)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 14)
print(pcall(cjson.encode_number_precision, 15)) -- expect: false	bad argument #1 to '?' (expected integer between 1 and 14)
print(pcall(cjson.encode_number_precision, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(cjson.encode_number_precision, 3, 4)) -- expect: false	bad argument #2 to '?' (found too many arguments)
print(pcall(cjson.encode_number_precision, true)) -- expect: false	bad argument #1 to '?' (number expected, got boolean)
print(pcall(function() cjson.encode_number_precision(17) end)) -- expect: false	user_script:10: bad argument #1 to 'encode_number_precision' (expected integer between 1 and 14)
print(pcall(function() cjson.encode_number_precision(1, 2) end)) -- expect: false	user_script:11: bad argument #2 to 'encode_number_precision' (found too many arguments)
print(cjson.encode_number_precision("5"), cjson.encode(1 / 3)) -- expect: 5	0.33333
print(cjson.encode_number_precision(14), cjson.encode(1 / 3)) -- expect: 14	0.33333333333333
