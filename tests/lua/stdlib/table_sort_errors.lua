-- wrong elements, callbacks and arguments
print(pcall(table.sort)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.sort, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.sort, "x")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(table.sort, {}, 5)) -- expect: false	bad argument #2 to '?' (function expected, got number)
print(pcall(table.sort, {}, {})) -- expect: false	bad argument #2 to '?' (function expected, got table)
print(pcall(table.sort, { 1, "x" })) -- expect: false	attempt to compare string with number
print(pcall(table.sort, { 1, 2, true })) -- expect: false	attempt to compare boolean with number
print(pcall(table.sort, { {}, {} })) -- expect: false	attempt to compare two table values
print(pcall(table.sort, { 3, nil, 1 })) -- expect: false	attempt to compare nil with number
print(pcall(table.sort, { 3, 2, 1 }, function() error("cmp", 0) end)) -- expect: false	cmp
print(pcall(table.sort, { 3, 2, 1 }, function(a, b) return a.x < b.x end)) -- expect: false	user_script:12: attempt to index local 'a' (a number value)
print(pcall(function() table.sort({ 1, {} }) end)) -- expect: false	attempt to compare table with number
print(pcall(function() table.sort() end)) -- expect: false	user_script:14: bad argument #1 to 'sort' (table expected, got no value)
print(pcall(table.sort, { print, print })) -- expect: false	attempt to compare two function values
print(pcall(table.sort, string)) -- expect: true
print(pcall(table.sort, {}, nil)) -- expect: true
