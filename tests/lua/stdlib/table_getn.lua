-- 5.0 leftover getn: the border
print(table.getn {}, table.getn { 1, 2, 3 }, table.getn { 1, nil, 3 }, table.getn { n = 10 }, table.getn { n = 10, 1 }, table.getn { nil, nil, 3 }) -- expect: 0	3	3	0	1	3
print(pcall(table.getn)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.getn, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.getn, "abc")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(function() table.getn(5) end)) -- expect: false	user_script:6: bad argument #1 to 'getn' (table expected, got number)
