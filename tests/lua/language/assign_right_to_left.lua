-- lparser assignment: stores happen from the last target to the first
local log = {}
local t = setmetatable({}, { __newindex = function(_, k, v) log[#log + 1] = k .. "=" .. tostring(v) end })
t.a, t.b, t.c = 1, 2, 3
print(table.concat(log, " ")) -- expect: c=3 b=2 a=1
log = {}
t.x, t.y, t.z = (function() return 7, 8 end)()
print(table.concat(log, " ")) -- expect: z=nil y=8 x=7
local u = {}
u.k, u.k, u.k = 1, 2, 3
print(u.k) -- expect: 1
local a
a, a, a = 1, 2, 3
print(a) -- expect: 1
