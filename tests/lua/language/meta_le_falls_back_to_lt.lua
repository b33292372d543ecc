-- manual 2.8: without __le, a <= b is not (b < a)
local log = {}
local mt = { __lt = function(a, b) log[#log + 1] = a.n .. "<" .. b.n return a.v < b.v end }
local a, b = setmetatable({ v = 1, n = "a" }, mt), setmetatable({ v = 2, n = "b" }, mt)
print(a <= b, a >= b, b <= a, a <= a) -- expect: true	false	false	true
print(table.concat(log, " ")) -- expect: b<a a<b a<b a<a
local nan = setmetatable({ v = 0 / 0, n = "n" }, mt)
print(nan <= a, a <= nan, nan < a) -- expect: true	true	false
local mt2 = { __lt = function() return "truthy" end }
local c, d = setmetatable({}, mt2), setmetatable({}, mt2)
print(c < d, c <= d, c > d, c >= d) -- expect: true	false	true	false
local mt3 = { __le = function() return true end }
local e = setmetatable({}, mt3)
print(e <= setmetatable({}, mt3), pcall(function() return e < setmetatable({}, mt3) end)) -- expect: true	false	user_script:14: attempt to compare two table values
