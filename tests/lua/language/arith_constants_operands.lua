-- every operator with a constant left, right and both
local x = 6
print(x + 4, 4 + x, x - 4, 4 - x, x * 4, 4 * x, x / 4, 4 / x, x % 4, 4 % x, x ^ 2, 2 ^ x) -- expect: 10	10	2	-2	24	24	1.5	0.66666666666667	2	4	36	64
print(x == 6, 6 == x, x ~= 6, 6 ~= x, x < 6, 6 < x, x <= 6, 6 <= x, x > 6, 6 > x, x >= 6, 6 >= x) -- expect: true	true	false	false	false	false	true	true	false	false	true	true
print(x == "6", "6" == x, x == nil, nil == x, x == true, x .. "", "" .. x, x .. 1, 1 .. x) -- expect: false	false	false	false	false	6	6	61	16
local t = { v = 6 }
t.v = t.v + 1
t.v = 1 + t.v
t.v = t.v * t.v
print(t.v, t.v == 64, 64 == t.v, t.v % 10, -t.v) -- expect: 64	true	true	4	-64
