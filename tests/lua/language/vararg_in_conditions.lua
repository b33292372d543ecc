-- one value of ... in expressions
local function f(...) if ... then return "t" end return "f" end
print(f(), f(nil, 1), f(false), f(0), f("x", nil)) -- expect: f	f	f	t	t
local function g(...) return ... or "def" end
print(g(), g(false), g(5, 6)) -- expect: def	def	5
local function h(...) return (... == nil), #{ ... }, (...) and 1 end
print(h()) -- expect: true	0	nil
print(h(2, 3)) -- expect: false	2	1
local function i(...) local t = {} t[...] = 1 return next(t) end
print(i("k", "z")) -- expect: k	1
local function j(...) return ... .. "x", -..., ... + 1 end
print(j(5, 6)) -- expect: 5x	-5	6
local function k(...) for a, b in ... do return a, b end end
print(k(next, { "v" })) -- expect: 1	v
