-- int conversion of the range
print(#table.concat({ 1, 2, 3 }, ",", 2 ^ 31 - 1, 2 ^ 31 - 2), pcall(table.concat, { 1 }, ",", 2 ^ 31 - 1, 2 ^ 31 - 1)) -- expect: 0	false	invalid value (nil) at index 2147483647 in table for 'concat'
print(table.concat({ 1, 2, 3 }, ",", 2 ^ 32 + 1, 2 ^ 32 + 3)) -- expect: 1,2,3
print(pcall(table.concat, { 1 }, ",", -2 ^ 31, -2 ^ 31)) -- expect: false	invalid value (nil) at index -2147483648 in table for 'concat'
print(table.concat({ 1, 2, 3 }, ",", 1, 2 ^ 32 + 2), #table.concat({ 1 }, ",", 1, -2 ^ 31)) -- expect: 1,2	0
