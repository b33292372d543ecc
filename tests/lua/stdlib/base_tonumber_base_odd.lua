-- tonumber with a base: signs, spaces, prefixes, overflow, bad bases
print(tonumber("ff", 16), tonumber("FF", 16), tonumber("0xff", 16), tonumber("0Xff", 16), tonumber("fg", 16), tonumber("0x", 16), tonumber("x", 16)) -- expect: 255	255	255	255	nil	nil	nil
print(tonumber("-ff", 16), tonumber("+ff", 16), tonumber("-1", 2), tonumber("-0", 8), tonumber("- 1", 8)) -- expect: 1.844674407371e+19	255	1.844674407371e+19	0	nil
print(tonumber(" 11 ", 2), tonumber("\t7\n", 8), tonumber("1 1", 2), tonumber("12", 2), tonumber("8", 8), tonumber("", 16), tonumber(" ", 16)) -- expect: 3	7	nil	nil	nil	nil	nil
print(tonumber("1e1", 10), tonumber("1e1", 16), tonumber("1.5", 10), tonumber("1.5", 8), tonumber("0x10", 10), tonumber("inf", 36), tonumber("nan", 36)) -- expect: 10	481	1.5	nil	16	24171	30191
print(tonumber(11, 2), tonumber(10, 10), tonumber(1.5, 10), tonumber(11, 16), tonumber(1e15, 36), tonumber(255, 8)) -- expect: 3	10	1.5	17	nil	173
print(tonumber("ffffffffffffffff", 16), tonumber("10000000000000000", 16), tonumber("zzzzzzzzzzzzzzzzzzz", 36), tonumber("-8000000000000000", 16), tonumber(("1"):rep(64), 2), tonumber(("1"):rep(65), 2)) -- expect: 1.844674407371e+19	1.844674407371e+19	1.844674407371e+19	9.2233720368548e+18	1.844674407371e+19	1.844674407371e+19
print(pcall(tonumber, "1", 1)) -- expect: false	bad argument #2 to '?' (base out of range)
print(pcall(tonumber, "1", 37)) -- expect: false	bad argument #2 to '?' (base out of range)
print(pcall(tonumber, "1", 0)) -- expect: false	bad argument #2 to '?' (base out of range)
print(pcall(tonumber, "1", -2)) -- expect: false	bad argument #2 to '?' (base out of range)
print(pcall(tonumber, "1", 2 ^ 31)) -- expect: false	bad argument #2 to '?' (base out of range)
print(pcall(tonumber, "1", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(tonumber, "1", {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(tonumber, {}, 16)) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(tonumber, nil, 16)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(tonumber, true, 2)) -- expect: false	bad argument #1 to '?' (string expected, got boolean)
print(tonumber("10", 10.9), tonumber("10", "16"), tonumber("1\0", 16), tonumber("1\0001", 16)) -- expect: 10	16	1	1
