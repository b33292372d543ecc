-- what is called at an error position in complex expressions
local t = { f = function() return nil end }
print(pcall(function() return t.f().x end)) -- expect: false	user_script:3: attempt to index a nil value
print(pcall(function() return t.f()() end)) -- expect: false	user_script:4: attempt to call a nil value
print(pcall(function() return t.f() + 1 end)) -- expect: false	user_script:5: attempt to perform arithmetic on a nil value
print(pcall(function() return 1 + t.f() end)) -- expect: false	user_script:6: attempt to perform arithmetic on a nil value
print(pcall(function() return "x" .. t.f() end)) -- expect: false	user_script:7: attempt to concatenate a nil value
print(pcall(function() return t.f():m() end)) -- expect: false	user_script:8: attempt to index a nil value
print(pcall(function() return { t.f().x } end)) -- expect: false	user_script:9: attempt to index a nil value
print(pcall(function() return #t.f() end)) -- expect: false	user_script:10: attempt to get length of a nil value
print(pcall(function() t.f().x = 1 end)) -- expect: false	user_script:11: attempt to index a nil value
print(pcall(function() t[t.f()] = 1 end)) -- expect: false	user_script:12: table index is nil
print(pcall(function() for i = t.f(), 2 do end end)) -- expect: false	user_script:13: 'for' initial value must be a number
print(pcall(function() if t.f() < 1 then end end)) -- expect: false	user_script:14: attempt to compare nil with number
print(pcall(function() return t.f() <= t end)) -- expect: false	user_script:15: attempt to compare nil with table
