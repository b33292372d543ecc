-- manual 2.8 call: the object becomes the first argument
local t = setmetatable({ name = "T" }, { __call = function(self, ...) return self.name, select("#", ...), ... end })
print(t()) -- expect: T	0
print(t(1, nil, 3)) -- expect: T	3	1	nil	3
print(t "s") -- expect: T	1	s
print((t { })) -- expect: T
print(pcall(t, 5)) -- expect: true	T	1	5
print(select("#", t())) -- expect: 2
local o = { m = t }
print(o:m(1) == "T", select(3, o:m(1)) == o, o.m(2)) -- expect: true	true	T	1	2
print(pcall(coroutine.wrap, t)) -- expect: false	bad argument #1 to '?' (Lua function expected)
local s = ("abc"):gsub("%w", setmetatable({}, { __index = function(_, k) return k:upper() end }))
print(s) -- expect: ABC
print(pcall(string.gsub, "abc", "%w", t)) -- expect: true	abc	3
local u = setmetatable({}, { __call = function(self, a) return a + 1 end })
local r = {}
for i, v in ipairs { 1, 2 } do r[i] = u(v) end
print(r[1], r[2]) -- expect: 2	3
