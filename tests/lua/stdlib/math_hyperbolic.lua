-- manual 5.6: sinh cosh tanh
local function r(x) return string.format("%.10g", x) end
print(r(math.sinh(0)), r(math.sinh(1)), r(math.cosh(0)), r(math.cosh(1)), r(math.tanh(0)), r(math.tanh(1)), r(math.tanh(-100)), r(math.sinh(-2)), r(math.cosh(-2))) -- expect: 0	1.175201194	1	1.543080635	0	0.761594156	-1	-3.626860408	3.762195691
print(math.sinh(1000), math.sinh(-1000), math.cosh(1000), math.tanh(1 / 0), math.sinh("0")) -- expect: inf	-inf	inf	1	0
print(pcall(math.sinh)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.cosh, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(math.tanh, "z")) -- expect: false	bad argument #1 to '?' (number expected, got string)
