-- parity B1: bnot
print(bit.bnot(0), bit.bnot(-1), bit.bnot(1), bit.bnot(0x7fffffff), bit.bnot(0x80000000), bit.bnot(0xffffffff), bit.bnot("5"), bit.bnot(1.5), bit.bnot(2 ^ 40), bit.bnot(bit.bnot(12345))) -- expect: -1	0	-2	-2147483648	2147483647	0	-6	-3	-1	12345
print(pcall(bit.bnot)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(bit.bnot, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(bit.bnot, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(function() bit.bnot() end)) -- expect: false	user_script:6: bad argument #1 to 'bnot' (number expected, got no value)
