-- parity L15: values without a name
print(pcall(function() return (nil)() end)) -- expect: false	user_script:2: attempt to call a nil value
print(pcall(function() return ({})() end)) -- expect: false	user_script:3: attempt to call a table value
print(pcall(function() return (5)() end)) -- expect: false	user_script:4: attempt to call a number value
print(pcall(function() return ("x")() end)) -- expect: false	user_script:5: attempt to call a string value
print(pcall(function() return (function() end)().x end)) -- expect: false	user_script:6: attempt to index a nil value
print(pcall(function() return (function() end)()() end)) -- expect: false	user_script:7: attempt to call a nil value
print(pcall(function() return ({}).x.y end)) -- expect: false	user_script:8: attempt to index field 'x' (a nil value)
print(pcall(function() return (1 + 2).x end)) -- expect: false	user_script:9: attempt to index a number value
print(pcall(function() return ({} .. "x") end)) -- expect: false	user_script:10: attempt to concatenate a table value
print(pcall(function() return {} + 1 end)) -- expect: false	user_script:11: attempt to perform arithmetic on a table value
print(pcall(function() return 1 + {} end)) -- expect: false	user_script:12: attempt to perform arithmetic on a table value
print(pcall(function() return nil + 1 end)) -- expect: false	user_script:13: attempt to perform arithmetic on a nil value
print(pcall(function() return true .. "" end)) -- expect: false	user_script:14: attempt to concatenate a boolean value
print(pcall(function() return (1 < 2) + 1 end)) -- expect: false	user_script:15: attempt to perform arithmetic on a boolean value
print(pcall(function() return #(nil) end)) -- expect: false	user_script:16: attempt to get length of a nil value
print(pcall(function() return -(true) end)) -- expect: false	user_script:17: attempt to perform arithmetic on a boolean value
print(pcall(function() return (not nil)() end)) -- expect: false	user_script:18: attempt to call a boolean value
print(pcall(function(...) return (...)() end)) -- expect: false	user_script:19: attempt to call a nil value
print(pcall(function(...) return (...).x end, 5)) -- expect: false	user_script:20: attempt to index a number value
