-- manual 2.4.3: bad targets of assignments at run time
print(pcall(function() local a; a.b = 1 end)) -- expect: false	user_script:2: attempt to index local 'a' (a nil value)
print(pcall(function() local a = {} a.b.c = 1 end)) -- expect: false	user_script:3: attempt to index field 'b' (a nil value)
print(pcall(function() local a = {} a[nil] = 1 end)) -- expect: false	user_script:4: table index is nil
print(pcall(function() local a = {} a[0 / 0] = 1 end)) -- expect: false	user_script:5: table index is NaN
print(pcall(function() local a, k = {} a[k] = 1 end)) -- expect: false	user_script:6: table index is nil
print(pcall(function() local a = "s" a.x = 1 end)) -- expect: false	user_script:7: attempt to index local 'a' (a string value)
print(pcall(function() local a = 5 a[1] = 1 end)) -- expect: false	user_script:8: attempt to index local 'a' (a number value)
print(pcall(function() local a = {} a.x, a.y.z = 1, 2 end)) -- expect: false	user_script:9: attempt to index field 'y' (a nil value)
print(pcall(function() (nil).x = 1 end)) -- expect: false	user_script:10: attempt to index a nil value
print(pcall(function() ("s").x = 1 end)) -- expect: false	user_script:11: attempt to index a string value
print(pcall(function() local a = print a.x = 1 end)) -- expect: false	user_script:12: attempt to index local 'a' (a function value)
print(pcall(function() local a = {} a[a.x] = 1 end)) -- expect: false	user_script:13: table index is nil
print(pcall(function() string.x = 1 end)) -- expect: false	user_script:14: Attempt to modify a readonly table
print(pcall(function() string.upper = nil end)) -- expect: false	user_script:15: Attempt to modify a readonly table
print(pcall(function() _G.string = 1 end)) -- expect: false	user_script:16: Attempt to modify a readonly table
