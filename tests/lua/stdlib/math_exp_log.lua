-- manual 5.6: exp log log10; a second argument of log is ignored
local function r(x) return string.format("%.10g", x) end
print(r(math.exp(0)), r(math.exp(1)), r(math.exp(-1)), math.exp(710), math.exp(-1000), math.exp(1 / 0), math.exp(-1 / 0), r(math.exp(0.5)), r(math.exp("2"))) -- expect: 1	2.718281828	0.3678794412	inf	0	inf	0	1.648721271	7.389056099
print(r(math.log(1)), r(math.log(math.exp(1))), r(math.log(10)), math.log(0), math.log(1 / 0), r(math.log(8, 2)), r(math.log(100, 10)), r(math.log(0.5)), r(math.log(5e-324))) -- expect: 0	1	2.302585093	-inf	inf	2.079441542	4.605170186	-0.6931471806	-744.4400719
print(math.log10(100), math.log10(0.001), math.log10(1), math.log10(0), math.log10(1e300), math.log10(1000), r(math.log10(2)), math.log10(1e15)) -- expect: 2	-3	0	-inf	300	3	0.3010299957	15
print(pcall(math.exp)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.log, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.log)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.log10, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() math.log10() end)) -- expect: false	user_script:10: bad argument #1 to 'log10' (number expected, got no value)
