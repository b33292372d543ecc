-- manual 5.6 math.modf
print(math.modf(3.7)) -- expect: 3	0.7
print(math.modf(-3.7)) -- expect: -3	-0.7
print(math.modf(5)) -- expect: 5	0
print(math.modf(0)) -- expect: 0	0
print(math.modf(1e300)) -- expect: 1e+300	0
print(math.modf("2.5")) -- expect: 2	0.5
print(math.modf(-0.25)) -- expect: -0	-0.25
print(math.modf(1 / 0)) -- expect: inf	0
print(math.modf(-1 / 0)) -- expect: -inf	-0
print(math.modf(2 ^ 53 + 2)) -- expect: 9.007199254741e+15	0
print(select("#", math.modf(1.5))) -- expect: 2
print(math.modf(0 / 0) ~= math.modf(0 / 0)) -- expect: true
print(pcall(math.modf)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.modf, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() math.modf("x") end)) -- expect: false	user_script:16: bad argument #1 to 'modf' (number expected, got string)
