-- manual 2.8 newindex: a table as handler receives the assignment
local store = {}
local t = setmetatable({ own = 1 }, { __newindex = store })
t.a = 1
t.own = 2
print(rawget(t, "a"), store.a, t.own, store.own) -- expect: nil	1	2	nil
local third = {}
setmetatable(store, { __newindex = third })
t.b = 2
t.a = 3
print(rawget(t, "b"), rawget(store, "b"), third.b, store.a, rawget(third, "a")) -- expect: nil	nil	2	3	nil
local both = {}
local p = setmetatable({}, { __index = both, __newindex = both })
p.x = 1
p.x = p.x + 1
print(p.x, rawget(p, "x"), both.x, next(p)) -- expect: 2	nil	2	nil
print(pcall(function() p[nil] = 1 end)) -- expect: false	user_script:17: table index is nil
print(pcall(function() p[0 / 0] = 1 end)) -- expect: false	user_script:18: table index is NaN
