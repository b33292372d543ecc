-- manual 5.6 math.frexp and math.ldexp
print(math.frexp(8)) -- expect: 0.5	4
print(math.frexp(0.75)) -- expect: 0.75	0
print(math.frexp(-3)) -- expect: -0.75	2
print(math.frexp(0)) -- expect: 0	0
print(math.frexp(5e-324)) -- expect: 0.5	-1073
print(math.frexp(1e300)) -- expect: 0.74661089480258	997
print(math.frexp("10")) -- expect: 0.625	4
print((math.frexp(1 / 0))) -- expect: inf
print(math.frexp(2 ^ 53)) -- expect: 0.5	54
print(math.ldexp(0.5, 4), math.ldexp(1, -1), math.ldexp(0.75, 10), math.ldexp(1, 1024), math.ldexp(1, -1080), math.ldexp(-1.5, 3), math.ldexp(1, 3.9), math.ldexp("2", "3"), math.ldexp(0, 100), math.ldexp(1, -1074), math.ldexp(1, 2 ^ 31), math.ldexp(1 / 0, -5)) -- expect: 8	0.5	768	inf	0	-12	8	16	0	4.9406564584125e-324	0	inf
print(pcall(math.frexp)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.ldexp, 1)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.ldexp)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.ldexp, "x", 1)) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(function() math.frexp({}) end)) -- expect: false	user_script:16: bad argument #1 to 'frexp' (number expected, got table)
print(pcall(function() math.ldexp(1, {}) end)) -- expect: false	user_script:17: bad argument #2 to 'ldexp' (number expected, got table)
print(math.ldexp(0/0, -2^31), math.ldexp(1/0, -5000), math.ldexp(-1/0, -5000)) -- expect: -nan	inf	-inf
