-- manual 2.5.7: every kind of field, both separators
local t = { "a"; "b", x = 1; ["y z"] = 2, [10] = "ten"; "c", }
print(#t, t[1], t[2], t[3], t.x, t["y z"], t[10]) -- expect: 3	a	b	c	1	2	ten
local k = "dyn"
local u = { [k] = 1, [k .. "2"] = 2, k = 3, [1 + 1] = "two", "one" }
print(u.dyn, u.dyn2, u.k, u[2], u[1]) -- expect: 1	2	3	two	one
print(#{}, #{ nil }, next({}), #{ "x", }, #{ { } , { { } } }) -- expect: 0	0	nil	1	2
local f = { f = function() return "field function" end, ["g"] = function(x) return x end }
print(f.f(), f.g(1)) -- expect: field function	1
local n = { { 1, 2 }, { 3, { 4 } }, x = { y = { z = 5 } } }
print(n[1][2], n[2][2][1], n.x.y.z) -- expect: 2	4	5
