-- manual 2.5.1: a % b == a - floor(a/b)*b
local function m(a, b) return a % b end
print(m(5, 3), m(-5, 3), m(5, -3), m(-5, -3)) -- expect: 2	1	-1	-2
print(m(5.5, 2), m(-5.5, 2), m(5.5, -2), m(-5.5, -2)) -- expect: 1.5	0.5	-0.5	-1.5
print(m(0, 3), m(-0, 3), m(3, 3), m(-3, 3)) -- expect: 0	0	0	0
print(m(1, 0.1), m(0.3, 0.1), m(1e15, 7), m(2 ^ 53, 3)) -- expect: 0	0.1	6	2
print(m(-1, 1e15), m(1e300, 3), m(7, 1e300), m(-7, 1e300)) -- expect: 1e+15	0	7	1e+300
print(m(0.5, 1), m(-0.5, 1), m(1e-5, 1), m(-1e-20, 1)) -- expect: 0.5	0.5	1e-05	1
