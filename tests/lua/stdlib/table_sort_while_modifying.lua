-- a comparator that changes the table gives no crash
local t = { 5, 3, 8, 1, 9, 2 }
print((pcall(table.sort, t, function(a, b) t[#t + 1] = 0 return a < b end))) -- expect: true
print(#t > 6) -- expect: true
t = { 5, 3, 8, 1, 9, 2 }
print(pcall(table.sort, t, function(a, b) t[3] = nil return (a or 0) < (b or 0) end)) -- expect: true
t = { 3, 1, 2 }
local co = coroutine.wrap(function() table.sort(t, function(a, b) return a < b end) return table.concat(t) end)
print(co()) -- expect: 123
