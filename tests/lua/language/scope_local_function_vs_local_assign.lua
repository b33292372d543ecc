-- manual 2.4.7/2.5.9: local function sees itself, local f = function does not
local f = function() return "outer" end
local f = function(n) return n == 0 and f() or n end
print(f(0), f(3)) -- expect: outer	3
local g = function() return "outer" end
local function g(n) if n == 0 then return "inner" end return g(0) end
print(g(3)) -- expect: inner
