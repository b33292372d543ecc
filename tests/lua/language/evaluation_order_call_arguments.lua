-- arguments that change the variables of other arguments
local a = 1
local function f(...) return ... end
print(f(a, (function() a = 2 return a end)(), a)) -- expect: 1	2	2
a = 1
print(f((function() a = a + 1 return a end)(), a, (function() a = a + 1 return a end)(), a)) -- expect: 2	2	3	3
local t = { v = 1 }
local function bump() t.v = t.v + 1 return t.v end
print(f(t.v, bump(), t.v, bump(), t.v)) -- expect: 1	2	2	3	3
local s = "x"
local function app() s = s .. "y" return s end
print(f(s, app(), s, app(), s)) -- expect: x	xy	xy	xyy	xyy
local g = function(x) return x end
print(g((function() g = function(x) return "replaced " .. x end return "arg" end)())) -- expect: arg
print(g("arg2")) -- expect: replaced arg2
print(({ a, (function() a = "last" return a end)(), a })[3]) -- expect: last
