-- bad elements and arguments of table.concat
print(pcall(table.concat)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.concat, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.concat, "x")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(table.concat, { 1 }, {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(table.concat, { 1 }, true)) -- expect: false	bad argument #2 to '?' (string expected, got boolean)
print(pcall(table.concat, { 1 }, "", "x")) -- expect: false	bad argument #3 to '?' (number expected, got string)
print(pcall(table.concat, { 1 }, "", 1, {})) -- expect: false	bad argument #4 to '?' (number expected, got table)
print(pcall(table.concat, { {} })) -- expect: false	invalid value (table) at index 1 in table for 'concat'
print(pcall(table.concat, { 1, true })) -- expect: false	invalid value (boolean) at index 2 in table for 'concat'
print(pcall(table.concat, { "a", "b", nil, "d" }, "", 1, 4)) -- expect: false	invalid value (nil) at index 3 in table for 'concat'
print(pcall(table.concat, { 1 }, "", 1, 2)) -- expect: false	invalid value (nil) at index 2 in table for 'concat'
print(pcall(table.concat, { 1 }, "", 0, 1)) -- expect: false	invalid value (nil) at index 0 in table for 'concat'
print(pcall(table.concat, { print })) -- expect: false	invalid value (function) at index 1 in table for 'concat'
print(pcall(table.concat, {}, "", 1, 2 ^ 31 - 1)) -- expect: false	invalid value (nil) at index 1 in table for 'concat'
print(pcall(table.concat, { 1 }, "", -3, -1)) -- expect: false	invalid value (nil) at index -3 in table for 'concat'
print(pcall(function() table.concat({ {} }) end)) -- expect: false	user_script:17: invalid value (table) at index 1 in table for 'concat'
print(pcall(function() table.concat() end)) -- expect: false	user_script:18: bad argument #1 to 'concat' (table expected, got no value)
print(pcall(table.concat, setmetatable({}, { __index = function() return "x" end }), "", 1, 2)) -- expect: false	invalid value (nil) at index 1 in table for 'concat'
