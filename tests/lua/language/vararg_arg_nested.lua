-- the arg table belongs to the function that declares ..., and closures see it as an upvalue
local function f(...) return function() return arg.n, arg[1] end end
print(f("a", "b")()) -- expect: 2	a
local function g(...) local inner = function(...) return arg.n end return arg.n, inner(1, 2, 3) end
print(g(1)) -- expect: 1	3
print(pcall(function(...) local t = { ... } return (function() return arg end)() end)) -- expect: true	nil
local function h(...) arg.n = 99 return arg.n, #arg end
print(h(1, 2, 3)) -- expect: 99	3
