-- manual 2.5.8: lists expand only at the end
local function f(n) if n == 0 then return end if n == 1 then return "a" end return "a", "b" end
print(f(2), f(2)) -- expect: a	a	b
print(f(2), 1) -- expect: a	1
print(1, f(2)) -- expect: 1	a	b
print(f(0), 1) -- expect: nil	1
print(1, f(0)) -- expect: 1
print(f(0), f(0) == nil) -- expect: nil	true
print(select("#", f(0)), select("#", f(1)), select("#", f(2)), select("#", f(0), f(0)), select("#", f(2), f(2))) -- expect: 0	1	2	1	3
local t = { f(2), f(2), x = f(2), f(2) }
print(#t, t[1], t[2], t[3], t[4], t.x) -- expect: 4	a	a	a	b	a
print(({ f(2), nil })[2], #{ f(2), nil }, #{ nil, f(2) }) -- expect: nil	1	3
