-- 5.0 leftover setn: obsolete
print(pcall(table.setn, {}, 5)) -- expect: false	'setn' is obsolete
print(pcall(table.setn)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.setn, nil, 1)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(function() table.setn({}, 1) end)) -- expect: false	user_script:5: 'setn' is obsolete
print(pcall(function() table.setn("x", 1) end)) -- expect: false	user_script:6: bad argument #1 to 'setn' (table expected, got string)
