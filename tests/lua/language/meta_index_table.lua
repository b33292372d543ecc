-- manual 2.8 index: a table as handler, through several levels
local a = { x = "ax", y = "ay" }
local b = setmetatable({ x = "bx" }, { __index = a })
local c = setmetatable({}, { __index = b })
print(c.x, c.y, c.z, rawget(c, "x"), rawget(b, "y")) -- expect: bx	ay	nil	nil	nil
a.late = "found"
print(c.late) -- expect: found
b.y = "shadow"
print(c.y, a.y) -- expect: shadow	ay
c[1] = "one"
print(c[1], b[1]) -- expect: one	nil
local d = setmetatable({ n = false }, { __index = { n = "not used", m = false } })
print(d.n, d.m) -- expect: false	false
print(#c, next(setmetatable({}, { __index = { 1, 2 } })), #setmetatable({}, { __index = { 1, 2 } })) -- expect: 1	nil	0
