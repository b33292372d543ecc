-- manual 5.6 math.abs
print(math.abs(5), math.abs(-5), math.abs(0), math.abs(-1 / 0), math.abs("-3"), math.abs(-0.5), math.abs(-1e300)) -- expect: 5	5	0	inf	3	0.5	1e+300
local z = 0
print(1 / math.abs(-z), math.abs(0 / 0), math.abs(-(0 / 0))) -- expect: inf	nan	nan
print(pcall(math.abs)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.abs, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.abs, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(math.abs, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() math.abs() end)) -- expect: false	user_script:9: bad argument #1 to 'abs' (number expected, got no value)
print(math.abs(-1, 2)) -- expect: 1
