-- parity B1: tobit normalises to a signed 32-bit number
local tobit = bit.tobit
print(tobit(0), tobit(1), tobit(-1), tobit(0xffffffff), tobit(0x80000000), tobit(0x7fffffff), tobit(2 ^ 32), tobit(2 ^ 32 + 5), tobit(-2 ^ 31), tobit(-2 ^ 31 - 1), tobit(2 ^ 31)) -- expect: 0	1	-1	-1	-2147483648	2147483647	0	5	-2147483648	2147483647	-2147483648
print(tobit(1.4), tobit(1.5), tobit(2.5), tobit(3.5), tobit(-1.5), tobit(-2.5), tobit(0.5), tobit(-0.5), tobit(0.50001), tobit(1e-300)) -- expect: 1	2	2	4	-2	-2	0	0	1	0
print(tobit("5"), tobit("0xff"), tobit(" 7 "), tobit("1e3")) -- expect: 5	255	7	1000
print(tobit(2 ^ 51), tobit(2 ^ 52), tobit(2 ^ 53), tobit(2 ^ 52 + 1), tobit(1e15), tobit(1e20), tobit(1e308), tobit(-1e20)) -- expect: 0	0	0	0	-1530494976	2025163840	-2048145248	2025163840
print(tobit(0 / 0), tobit(1 / 0), tobit(-1 / 0)) -- expect: 0	0	0
print(pcall(tobit)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(tobit, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(tobit, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(tobit, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(tobit, true)) -- expect: false	bad argument #1 to '?' (number expected, got boolean)
print(pcall(function() bit.tobit() end)) -- expect: false	user_script:13: bad argument #1 to 'tobit' (number expected, got no value)
print(pcall(function() bit.tobit({}) end)) -- expect: false	user_script:14: bad argument #1 to 'tobit' (number expected, got table)
print(tobit(1, 2)) -- expect: 1
