-- which library functions honour __newindex and __index
local log = {}
local mt = {
  __newindex = function(t, k, v) log[#log + 1] = "set " .. tostring(k) rawset(t, k, v) end,
  __index = function(t, k) log[#log + 1] = "get " .. tostring(k) end
}
local function go(...) print(table.concat(log, ", ") .. ".", ...) log = {} end -- expect: .	1
-- expect: .	b	a
-- expect: .	1
-- expect: .	nil
-- expect: .
-- expect: .	1	b
-- expect: .
-- expect: .
-- expect: .	b	nil	nil
-- expect: .	b
-- expect: .	false	invalid value (nil) at index 2 in table for 'concat'
-- expect: .	1
-- expect: .
-- expect: .	2
local t = setmetatable({}, mt)
table.insert(t, "a")
go(#t)
table.insert(t, 1, "b")
go(t[1], rawget(t, 2))
table.remove(t)
go(#t)
rawset(t, "k", 1)
go(rawget(t, "none"))
rawget(t, 99)
go()
go(next(t))
for _ in pairs(t) do
end
go()
for i, v in ipairs(t) do
end
go()
go(unpack(t, 1, 3))
go(table.concat(t))
go(pcall(table.concat, t, "", 1, 2))
go(table.maxn(t))
table.sort(t)
go()
go(select("#", unpack(setmetatable({}, mt), 1, 2)))
