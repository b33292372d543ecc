-- a reader may return numbers (converted) and ends at nil or the empty string
local function once(v) local done return function() if not done then done = true return v end end end
print(load(once("return 'a'"))()) -- expect: a
print(load(once(12))) -- expect: nil	(load):1: unexpected symbol near '12'
local n = 0
print(load(function() n = n + 1 return ({ "return ", 4, "2" })[n] end)()) -- expect: 42
n = 0
local f = load(function() n = n + 1 if n == 1 then return "return function(...) return select('#', ...) end" end end)
print(f()(1, 2)) -- expect: 2
print(load(once("return ..."))(7, 8)) -- expect: 7	8
print(load(once("\27Lua"))) -- expect: nil	(load):1: unexpected symbol near 'char(27)'
n = 0
print(load(function() n = n + 1 return ("local x = 1 return x"):sub(n, n) end)()) -- expect: 1
