-- manual 2.5.1: the arithmetic operators on numbers
local a, b = 7, 2
print(a + b, a - b, a * b, a / b, a % b, a ^ b, -a) -- expect: 9	5	14	3.5	1	49	-7
print(7.5 + 0.25, 1e300 * 1e10, -1e300 * 1e10, 1 / 3) -- expect: 7.75	inf	-inf	0.33333333333333
print(2 ^ 0.5, 2 ^ -1, (-2) ^ 2, (-2) ^ 3, 0 ^ 0, (-8) ^ (1 / 3)) -- expect: 1.4142135623731	0.5	4	-8	1	-nan
print(1 / 0, -1 / 0, 0 / 0 ~= 0 / 0) -- expect: inf	-inf	true
local z = 0
print(1 / z, 1 / -z, -1 / z) -- expect: inf	-inf	-inf
print(0.1 + 0.2, 0.1 + 0.2 - 0.3, 1e15 + 0.3, 2 ^ 53 + 1) -- expect: 0.3	5.5511151231258e-17	1e+15	9.007199254741e+15
