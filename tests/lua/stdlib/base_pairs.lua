-- manual 5.1 pairs
local n = 0
for k, v in pairs { 1, 2, x = 3, [2.5] = 4 } do n = n + v end
print(n) -- expect: 10
print(select("#", pairs({})), type((pairs({}))), select(3, pairs({}))) -- expect: 3	function	nil
print(pcall(pairs)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(pairs, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(pairs, "x")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(pairs, 1)) -- expect: false	bad argument #1 to '?' (table expected, got number)
print(pcall(pairs, print)) -- expect: false	bad argument #1 to '?' (table expected, got function)
print(pcall(function() pairs() end)) -- expect: false	user_script:11: bad argument #1 to 'pairs' (table expected, got no value)
print(pcall(function() for k in pairs(nil) do end end)) -- expect: false	user_script:12: bad argument #1 to 'pairs' (table expected, got nil)
print(pcall(function() for k in pairs(setmetatable({}, { __pairs = function() error("no") end })) do end return "ignored" end)) -- expect: true	ignored
