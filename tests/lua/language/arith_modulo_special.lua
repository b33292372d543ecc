-- the formula with zero, inf and nan operands (sign of nan as on x86)
local function m(a, b) return a % b end
local inf = 1 / 0
print(m(5, 0), m(0, 0), m(-5, 0)) -- expect: -nan	-nan	-nan
print(m(5, inf), m(-5, inf), m(5, -inf), m(inf, 5), m(inf, inf)) -- expect: -nan	-nan	-nan	-nan	-nan
print(5 % 0, 5 % (1 / 0), -5 % 0) -- expect: -nan	-nan	-nan
