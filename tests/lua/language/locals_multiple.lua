-- manual 2.4.7: lists adjusted to the number of names
local a, b, c = 1
print(a, b, c) -- expect: 1	nil	nil
local d, e = 1, 2, 3
print(d, e) -- expect: 1	2
local function two() return "x", "y" end
local f, g, h = two()
print(f, g, h) -- expect: x	y	nil
local i, j, k = two(), 1
print(i, j, k) -- expect: x	1	nil
local l, m, n = 0, two()
print(l, m, n) -- expect: 0	x	y
local o, p = (two())
print(o, p) -- expect: x	nil
