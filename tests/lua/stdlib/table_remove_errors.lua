-- wrong arguments
print(pcall(table.remove)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.remove, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.remove, "x")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(table.remove, {}, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(table.remove, {}, {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(table.remove({ 1, 2 }, nil)) -- expect: 2
print(pcall(function() table.remove() end)) -- expect: false	user_script:8: bad argument #1 to 'remove' (table expected, got no value)
print(pcall(table.remove, string, 1)) -- expect: true
print(pcall(table.remove, _G)) -- expect: true
print(table.remove({ 1, 2, 3 }, 2 ^ 31), table.remove({ 1, 2, 3 }, 2 ^ 32 + 1), pcall(table.remove, { 1, 2, 3 }, 0 / 0)) -- expect: nil	1	true
