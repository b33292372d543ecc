-- calling things that cannot be called
print(pcall(nil)) -- expect: false	attempt to call a nil value
print(pcall(1)) -- expect: false	attempt to call a number value
print(pcall("s")) -- expect: false	attempt to call a string value
print(pcall({})) -- expect: false	attempt to call a table value
print(pcall(true)) -- expect: false	attempt to call a boolean value
print(pcall(cjson.null)) -- expect: false	attempt to call a userdata value
print(pcall(coroutine.create(print))) -- expect: false	attempt to call a thread value
print(pcall(function() local a = {} a.b.c() end)) -- expect: false	user_script:9: attempt to index field 'b' (a nil value)
print(pcall(function() local a = {} a.b:c() end)) -- expect: false	user_script:10: attempt to index field 'b' (a nil value)
print(pcall(function() local a = {} a:b() end)) -- expect: false	user_script:11: attempt to call method 'b' (a nil value)
print(pcall(function() ("x")() end)) -- expect: false	user_script:12: attempt to call a string value
print(pcall(function() (1)() end)) -- expect: false	user_script:13: attempt to call a number value
print(pcall(function() return ({})() end)) -- expect: false	user_script:14: attempt to call a table value
print(pcall(setmetatable({}, { __call = 1 }))) -- expect: false	attempt to call a table value
print(pcall(function() setmetatable({}, { __call = 1 })() end)) -- expect: false	user_script:16: attempt to call a table value
print(pcall(function() local f = 5 return f() end)) -- expect: false	user_script:17: attempt to call local 'f' (a number value)
print(pcall(function() return (function() end)()() end)) -- expect: false	user_script:18: attempt to call a nil value
