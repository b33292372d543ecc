-- manual 5.5 table.maxn: the largest positive numeric key
print(table.maxn {}, table.maxn { 1, 2, 3 }, table.maxn { 1, nil, 3 }, table.maxn { [100] = 1 }, table.maxn { [-5] = 1 }, table.maxn { [1.5] = 1, 1 }, table.maxn { [0.5] = 1 }, table.maxn { x = 1, ["50"] = 2 }, table.maxn { [1e300] = 1 }, table.maxn { [1 / 0] = 1 }, table.maxn { [2 ^ 31] = 1, [2 ^ 40] = 2 }) -- expect: 0	3	3	100	0	1.5	0.5	0	1e+300	inf	1099511627776
local t = { 1, 2, 3, 4 }
t[4] = nil
print(table.maxn(t)) -- expect: 3
t[10.5] = 1
print(table.maxn(t)) -- expect: 10.5
t[10.5] = nil
print(table.maxn(t)) -- expect: 3
print(pcall(table.maxn)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.maxn, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.maxn, 5)) -- expect: false	bad argument #1 to '?' (table expected, got number)
print(pcall(function() table.maxn() end)) -- expect: false	user_script:13: bad argument #1 to 'maxn' (table expected, got no value)
print(table.maxn(setmetatable({}, { __index = { 1, 2 } }))) -- expect: 0
