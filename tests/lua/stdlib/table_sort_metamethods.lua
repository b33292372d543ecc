-- __lt is used; __index and __newindex are not
local mt = { __lt = function(a, b) return a.k < b.k end }
local t = {}
for i, k in ipairs { 5, 3, 9, 1 } do t[i] = setmetatable({ k = k }, mt) end
table.sort(t)
print(t[1].k, t[2].k, t[3].k, t[4].k) -- expect: 1	3	5	9
local p = setmetatable({ 3, 2, 1 }, {
  __index = function() error("index") end, __newindex = function() error("newindex") end
})
table.sort(p)
print(table.concat(p, " ")) -- expect: 1 2 3
local n = 0
table.sort(t, function(a, b) n = n + 1 return a.k > b.k end)
print(t[1].k, t[4].k, n) -- expect: 9	1	7
table.sort(t, function(a, b) return not (a.k > b.k) and a.k ~= b.k end)
print(t[1].k, t[4].k) -- expect: 1	9
