-- manual 5.6: sqrt and pow
print(math.sqrt(4), math.sqrt(2), math.sqrt(0), math.sqrt(1e300), math.sqrt(1 / 0), math.sqrt("9"), math.sqrt(5e-324), math.sqrt(0.25)) -- expect: 2	1.4142135623731	0	1e+150	inf	3	2.2227587494851e-162	0.5
print(math.pow(2, 10), math.pow(2, 0.5), math.pow(2, -1), math.pow(0, 0), math.pow(-8, 1 / 3) ~= math.pow(-8, 1 / 3), math.pow(1, 0 / 0), math.pow(0 / 0, 0), math.pow(2, 1024), math.pow(2, -1075), math.pow("3", "2"), math.pow(-2, 3), math.pow(0, -1)) -- expect: 1024	1.4142135623731	0.5	1	true	1	1	inf	0	9	-8	inf
print(2 ^ 10 == math.pow(2, 10), (-1) ^ (1 / 0), 1 ^ (1 / 0), 0.5 ^ (1 / 0), 2 ^ (-1 / 0), (-1 / 0) ^ 3, (-1 / 0) ^ 2, (-1 / 0) ^ -1, 10 ^ 308, 10 ^ -5, 10 ^ 15, 3 ^ 40) -- expect: true	1	1	0	0	-inf	inf	-0	1e+308	1e-05	1e+15	1.2157665459057e+19
print(pcall(math.sqrt)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.sqrt, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.pow, 2)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.pow)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.pow, "a", 1)) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(function() math.pow(1, {}) end)) -- expect: false	user_script:10: bad argument #2 to 'pow' (number expected, got table)
