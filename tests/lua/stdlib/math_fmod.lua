-- manual 5.6 math.fmod: the sign of the dividend
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(-7, -3), math.fmod(5.5, 2), math.fmod(-5.5, 2), math.fmod(1e15, 7), math.fmod(0.3, 0.1), math.fmod("7", "4")) -- expect: 1	-1	1	-1	1.5	-1.5	6	0.1	3
print(math.fmod(5, 1 / 0), math.fmod(-5, 1 / 0), math.fmod(0, 5), math.fmod(6, 3), math.fmod(1e308, 3), math.fmod(5, 1e300)) -- expect: 5	-5	0	0	2	5
local z = 0
print(math.fmod(-z, 5), math.fmod(-6, 3), math.mod == math.fmod) -- expect: -0	-0	true
print(math.fmod(5, 0), math.fmod(1 / 0, 5), math.fmod(0 / 0, 1)) -- expect: -nan	-nan	-nan
print(pcall(math.fmod)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.fmod, 1)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.fmod, "x", 1)) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(function() math.fmod(1, nil) end)) -- expect: false	user_script:10: bad argument #2 to 'fmod' (number expected, got nil)
print(pcall(function() math.mod(1, nil) end)) -- expect: false	user_script:11: bad argument #2 to 'mod' (number expected, got nil)
