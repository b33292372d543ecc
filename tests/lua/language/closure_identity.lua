-- 5.1: every evaluation of a function expression gives a new function
local t = {}
for i = 1, 2 do t[i] = function() return 1 end end
print(t[1] == t[2], t[1] == t[1]) -- expect: false	true
local function mk(x) return function() return x end end
print(mk(1) == mk(1), mk == mk) -- expect: false	true
local seen = { [t[1]] = "first", [t[2]] = "second" }
print(seen[t[1]], seen[t[2]]) -- expect: first	second
