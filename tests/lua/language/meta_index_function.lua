-- manual 2.8 index: a function gets the table and the key, one result counts
local log = {}
local t = setmetatable({ present = 1 }, { __index = function(t, k) log[#log + 1] = tostring(k) return k, "second" end })
print(t.present, t.abc, t[5], t[true], t[1.5]) -- expect: 1	abc	5	true	1.5
print(select("#", t.q), (t.q)) -- expect: 1	q
print(t[nil], t[0 / 0] ~= nil) -- expect: nil	true
print(table.concat(log, " ")) -- expect: abc 5 true 1.5 q q nil -nan
local memo = setmetatable({}, { __index = function(t, n) local v = n * n rawset(t, n, v) return v end })
print(memo[4], rawget(memo, 4), rawget(memo, 5), memo[5], rawget(memo, 5)) -- expect: 16	16	nil	25	25
local n = setmetatable({}, { __index = function() end })
print(n.x, n[1]) -- expect: nil	nil
