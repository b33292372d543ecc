-- manual 5.6: max and min
print(math.max(1, 2, 3), math.max(3, 2, 1), math.max(-1), math.max(1.5, "2"), math.max(-1 / 0, 1), math.max("10", "9"), math.min(1, 2, 3), math.min(3, 2, 1), math.min("3", 2), math.min(1 / 0, -1 / 0), math.min(5)) -- expect: 3	3	-1	2	1	10	1	1	2	-inf	5
local z, nan = 0, 0 / 0
print(math.max(z, -z), math.max(-z, z), math.min(z, -z), math.min(-z, z)) -- expect: 0	-0	0	-0
print(math.max(nan, 1), math.max(1, nan), math.min(nan, 1), math.min(1, nan), math.max(1, nan, 2), math.min(2, nan, 1), math.max(nan, nan, 3)) -- expect: -nan	1	-nan	1	2	1	-nan
local t = {}
for i = 1, 200 do t[i] = (i * 71) % 201 end
print(math.max(unpack(t)), math.min(unpack(t))) -- expect: 200	1
print(pcall(math.max)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.min)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.max, 1, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(math.min, {}, 1)) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(math.max, 1, nil)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(function() math.max() end)) -- expect: false	user_script:14: bad argument #1 to 'max' (number expected, got no value)
print(pcall(function() math.min(1, 2, {}) end)) -- expect: false	user_script:15: bad argument #3 to 'min' (number expected, got table)
