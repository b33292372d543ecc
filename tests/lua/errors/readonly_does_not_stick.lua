-- failed writes change nothing and fresh tables stay writable
pcall(function() string.upper = nil end)
pcall(rawset, math, "pi", 3)
pcall(function() getmetatable("").__index = nil end)
print(("x"):upper(), math.pi > 3.1, rawget(_G, "x"), getmetatable("").__index == string) -- expect: X	true	nil	true
local copy = {}
for k, v in pairs(string) do copy[k] = v end
copy.upper = nil
copy.extra = 1
print(copy.upper, copy.extra, copy.lower("A")) -- expect: nil	1	a
local env = setmetatable({}, { __index = _G })
env.x = 1
env.string = "mine"
print(env.x, env.string, type(env.math), type(string)) -- expect: 1	mine	table	table
local t = table.insert and {}
table.insert(t, 1)
setmetatable(t, { __index = math })
print(t[1], t.huge) -- expect: 1	inf
t.pi = 3
print(t.pi, math.pi == t.pi) -- expect: 3	false
