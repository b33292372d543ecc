-- parity L15: methods in messages
local t, s = { v = 1 }, "str"
print(pcall(function() t:nomethod() end)) -- expect: false	user_script:3: attempt to call method 'nomethod' (a nil value)
print(pcall(function() t:v() end)) -- expect: false	user_script:4: attempt to call method 'v' (a number value)
print(pcall(function() s:nomethod() end)) -- expect: false	user_script:5: attempt to call method 'nomethod' (a nil value)
print(pcall(function() return ("x"):bad() end)) -- expect: false	user_script:6: attempt to call method 'bad' (a nil value)
print(pcall(function() t.v:x() end)) -- expect: false	user_script:7: attempt to index field 'v' (a number value)
print(pcall(function() t.none:x() end)) -- expect: false	user_script:8: attempt to index field 'none' (a nil value)
print(pcall(function() local n; n:x() end)) -- expect: false	user_script:9: attempt to index local 'n' (a nil value)
print(pcall(function() local n = 5; n:x() end)) -- expect: false	user_script:10: attempt to index local 'n' (a number value)
print(pcall(function() return (nil):x() end)) -- expect: false	user_script:11: attempt to index a nil value
print(pcall(function() return t:v().z end)) -- expect: false	user_script:12: attempt to call method 'v' (a number value)
print(pcall(function() return string:upper() end)) -- expect: false	user_script:13: calling 'upper' on bad self (string expected, got table)
print(pcall(function() t["nomethod"](t) end)) -- expect: false	user_script:14: attempt to call field 'nomethod' (a nil value)
print(pcall(function() return s:rep(2):none() end)) -- expect: false	user_script:15: attempt to call method 'none' (a nil value)
