-- the name is that of the variable the value was read from last
local t = {}
print(pcall(function() local a = t.missing; return a.b end)) -- expect: false	user_script:3: attempt to index local 'a' (a nil value)
print(pcall(function() local a = t.missing; local b = a; return b.c end)) -- expect: false	user_script:4: attempt to index local 'b' (a nil value)
print(pcall(function() local a; if a == nil then a = t.none end a() end)) -- expect: false	user_script:5: attempt to call local 'a' (a nil value)
print(pcall(function() local a; for i = 1, 2 do a = a and a.b end return a.c end)) -- expect: false	user_script:6: attempt to index local 'a' (a nil value)
print(pcall(function() local f = t.f or t.g; f() end)) -- expect: false	user_script:7: attempt to call local 'f' (a nil value)
print(pcall(function() local x = nil and 1; return x.y end)) -- expect: false	user_script:8: attempt to index local 'x' (a nil value)
print(pcall(function() return (t.a or t.b).c end)) -- expect: false	user_script:9: attempt to index a nil value
print(pcall(function() return (t.a and t.b).c end)) -- expect: false	user_script:10: attempt to index a nil value
print(pcall(function() local a = {} ; local b = a.x; local c = 1; return b.y + c end)) -- expect: false	user_script:11: attempt to index local 'b' (a nil value)
