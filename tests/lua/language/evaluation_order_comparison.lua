-- which side of a comparison is evaluated first, with side effects
local log = {}
local function l(v) log[#log + 1] = v return v end
local function go(...) print(table.concat(log, " "), ...) log = {} end -- expect: 1 2	true
-- expect: 1 2	false
-- expect: 1 2	true
-- expect: 1 2	false
-- expect: 1 2	false
-- expect: 1 2	true
-- expect: 1 2 3	123
-- expect: 2 3 1	8
-- expect: 1 2	1
-- expect: 1 2 3 4	true
go(l(1) < l(2))
go(l(1) > l(2))
go(l(1) <= l(2))
go(l(1) >= l(2))
go(l(1) == l(2))
go(l(1) ~= l(2))
go(l(1) .. l(2) .. l(3))
go(l(2) ^ l(3) ^ l(1))
go(-l(1) - -l(2))
go(l(1) + l(2) < l(3) + l(4))
local v = 5
local function s(n) v = n return n end
print(v < s(10), v > s(1), v == s(2), s(7) == v) -- expect: false	false	true	true
