-- manual 5.6 math.ceil and math.floor
print(math.ceil(1.2), math.ceil(-1.2), math.ceil(3), math.ceil(-0.5), math.ceil(1e300), math.ceil(2 ^ 53 - 0.5), math.ceil("1.5"), math.ceil(1e-300)) -- expect: 2	-1	3	-0	1e+300	9.007199254741e+15	2	1
print(math.floor(1.8), math.floor(-1.2), math.floor(3), math.floor(0.5), math.floor(-1e300), math.floor(-0.5), math.floor("1.5"), math.floor(-1e-300)) -- expect: 1	-2	3	0	-1e+300	-1	1	-1
print(math.ceil(1 / 0), math.floor(-1 / 0), math.ceil(0 / 0), math.floor(-(0 / 0)), math.floor(1e15 + 0.5) - 1e15, math.ceil(4503599627370495.5) - 4503599627370495) -- expect: inf	-inf	-nan	nan	0	1
print(pcall(math.ceil)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.floor, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.floor, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() math.floor(nil) end)) -- expect: false	user_script:8: bad argument #1 to 'floor' (number expected, got nil)
print(pcall(function() math.ceil() end)) -- expect: false	user_script:9: bad argument #1 to 'ceil' (number expected, got no value)
