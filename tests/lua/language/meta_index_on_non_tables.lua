-- CVE-2025-46818: indexing values without a metatable
print(pcall(function() return (nil).x end)) -- expect: false	user_script:2: attempt to index a nil value
print(pcall(function() return (5).x end)) -- expect: false	user_script:3: attempt to index a number value
print(pcall(function() return (true).x end)) -- expect: false	user_script:4: attempt to index a boolean value
print(pcall(function() return print.x end)) -- expect: false	user_script:5: attempt to index upvalue 'print' (a function value)
print(pcall(function() local f = function() end f.x = 1 end)) -- expect: false	user_script:6: attempt to index local 'f' (a function value)
print(pcall(function() local n = 5 n.x = 1 end)) -- expect: false	user_script:7: attempt to index local 'n' (a number value)
print(pcall(function() return coroutine.create(print).x end)) -- expect: false	user_script:8: attempt to index a thread value
print(pcall(function() return cjson.null.x end)) -- expect: false	user_script:9: attempt to index field 'null' (a userdata value)
print(pcall(function() return (5):foo() end)) -- expect: false	user_script:10: attempt to index a number value
print(pcall(function() return ("x"):nomethod() end)) -- expect: false	user_script:11: attempt to call method 'nomethod' (a nil value)
