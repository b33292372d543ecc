-- globals in messages: library tables and functions as variables
print(pcall(function() return string.x.y end)) -- expect: false	user_script:2: attempt to index field 'x' (a nil value)
print(pcall(function() string() end)) -- expect: false	user_script:3: attempt to call global 'string' (a table value)
print(pcall(function() return string + 1 end)) -- expect: false	user_script:4: attempt to perform arithmetic on global 'string' (a table value)
print(pcall(function() return string .. "x" end)) -- expect: false	user_script:5: attempt to concatenate global 'string' (a table value)
print(pcall(function() return math.pi() end)) -- expect: false	user_script:6: attempt to call field 'pi' (a number value)
print(pcall(function() return math.pi.x end)) -- expect: false	user_script:7: attempt to index field 'pi' (a number value)
print(pcall(function() return #tostring end)) -- expect: false	user_script:8: attempt to get length of global 'tostring' (a function value)
print(pcall(function() return -pairs end)) -- expect: false	user_script:9: attempt to perform arithmetic on global 'pairs' (a function value)
print(pcall(function() return type.x end)) -- expect: false	user_script:10: attempt to index global 'type' (a function value)
print(pcall(function() type.x = 1 end)) -- expect: false	user_script:11: attempt to index global 'type' (a function value)
print(pcall(function() return _VERSION() end)) -- expect: false	user_script:12: attempt to call global '_VERSION' (a string value)
print(pcall(function() return _VERSION + 1 end)) -- expect: false	user_script:13: attempt to perform arithmetic on global '_VERSION' (a string value)
print(pcall(function() return math < table end)) -- expect: false	user_script:14: attempt to compare two table values
print(pcall(function() KEYSX() end)) -- expect: false	user_script:15: Script attempted to access nonexistent global variable 'KEYSX'
print(pcall(function() return 1 + cjson.null end)) -- expect: false	user_script:16: attempt to perform arithmetic on field 'null' (a userdata value)
