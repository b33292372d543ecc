-- manual 2.4.3: all expressions are evaluated before any assignment
local i, a = 3, {}
i, a[i] = i + 1, 20
print(i, a[3], a[4]) -- expect: 4	20	nil
local x, y = 1, 2
x, y = y, x
print(x, y) -- expect: 2	1
local p, q, r = 1, 2, 3
p, q, r = r, p, q
print(p, q, r) -- expect: 3	1	2
local t = { 1, 2, 3 }
t[1], t[2], t[3] = t[3], t[1], t[2]
print(t[1], t[2], t[3]) -- expect: 3	1	2
