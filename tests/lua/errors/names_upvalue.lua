-- parity L15: upvalues in messages
local up, num, tab = nil, 5, {}
print(pcall(function() return up.x end)) -- expect: false	user_script:3: attempt to index upvalue 'up' (a nil value)
print(pcall(function() up.x = 1 end)) -- expect: false	user_script:4: attempt to index upvalue 'up' (a nil value)
print(pcall(function() up() end)) -- expect: false	user_script:5: attempt to call upvalue 'up' (a nil value)
print(pcall(function() return up() end)) -- expect: false	user_script:6: attempt to call upvalue 'up' (a nil value)
print(pcall(function() return num.x end)) -- expect: false	user_script:7: attempt to index upvalue 'num' (a number value)
print(pcall(function() num() end)) -- expect: false	user_script:8: attempt to call upvalue 'num' (a number value)
print(pcall(function() return tab + 1 end)) -- expect: false	user_script:9: attempt to perform arithmetic on upvalue 'tab' (a table value)
print(pcall(function() return 1 + tab end)) -- expect: false	user_script:10: attempt to perform arithmetic on upvalue 'tab' (a table value)
print(pcall(function() return -tab end)) -- expect: false	user_script:11: attempt to perform arithmetic on upvalue 'tab' (a table value)
print(pcall(function() return #num end)) -- expect: false	user_script:12: attempt to get length of upvalue 'num' (a number value)
print(pcall(function() return up .. "x" end)) -- expect: false	user_script:13: attempt to concatenate upvalue 'up' (a nil value)
print(pcall(function() return "x" .. tab end)) -- expect: false	user_script:14: attempt to concatenate upvalue 'tab' (a table value)
print(pcall(function() return tab < num end)) -- expect: false	user_script:15: attempt to compare table with number
print(pcall(function() up:method() end)) -- expect: false	user_script:16: attempt to index upvalue 'up' (a nil value)
print(pcall(function() return (function() return up.z end)() end)) -- expect: false	user_script:17: attempt to index upvalue 'up' (a nil value)
