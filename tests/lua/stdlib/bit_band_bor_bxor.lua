-- parity B1: and, or, xor of one or more arguments
print(bit.band(0xff, 0x0f), bit.band(-1, 0x12345678), bit.band(12), bit.band(0xff, 0xf0, 0x3c), bit.band(1, 2), bit.band(0xffffffff, 0xffffffff), bit.band("0xff", "15"), bit.band(3.5, 7)) -- expect: 15	305419896	12	48	0	-1	15	4
print(bit.bor(1, 2, 4), bit.bor(0), bit.bor(0x80000000, 1), bit.bor(0xf0, 0x0f), bit.bor(-1, 0), bit.bor(2 ^ 32, 1)) -- expect: 7	0	-2147483647	255	-1	1
print(bit.bxor(0xff, 0x0f), bit.bxor(5), bit.bxor(1, 2, 3), bit.bxor(-1, 1), bit.bxor(0xdeadbeef, 0xdeadbeef), bit.bxor(0x80000000, 0)) -- expect: 240	5	0	-2	0	-2147483648
local t = {}
for i = 0, 31 do t[i + 1] = 2 ^ i end
print(bit.bor(unpack(t)), bit.bxor(unpack(t)), bit.band(unpack(t))) -- expect: -1	-1	0
print(pcall(bit.band)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(bit.bor)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(bit.bxor)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(bit.band, 1, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(bit.bor, 1, nil)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(bit.bxor, {}, 1)) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(bit.band, 1, 2, {})) -- expect: false	bad argument #3 to '?' (number expected, got table)
print(pcall(function() bit.band(1, true) end)) -- expect: false	user_script:15: bad argument #2 to 'band' (number expected, got boolean)
