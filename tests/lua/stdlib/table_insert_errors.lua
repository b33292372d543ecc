-- wrong counts and types
print(pcall(table.insert)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.insert, {})) -- expect: false	wrong number of arguments to 'insert'
print(pcall(table.insert, {}, 1, 2, 3)) -- expect: false	wrong number of arguments to 'insert'
print(pcall(table.insert, nil, 1)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.insert, "x", 1)) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(table.insert, {}, "x", 1)) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(table.insert, {}, nil, 1)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(table.insert, {}, {}, 1)) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(function() table.insert({}) end)) -- expect: false	user_script:10: wrong number of arguments to 'insert'
print(pcall(function() table.insert(1, 2) end)) -- expect: false	user_script:11: bad argument #1 to 'insert' (table expected, got number)
print(pcall(table.insert, string, 1)) -- expect: false	Attempt to modify a readonly table
print(pcall(table.insert, _G, "x")) -- expect: false	Attempt to modify a readonly table
print(pcall(function() table.insert(math, 1) end)) -- expect: false	Attempt to modify a readonly table
