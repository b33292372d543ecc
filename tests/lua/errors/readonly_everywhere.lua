-- parity G5: with a position from the VM, without from C functions
print(pcall(function() x = 1 end)) -- expect: false	user_script:2: Attempt to modify a readonly table
print(pcall(function() _G.y = 1 end)) -- expect: false	user_script:3: Attempt to modify a readonly table
print(pcall(function() _G["print2"] = 1 end)) -- expect: false	user_script:4: Attempt to modify a readonly table
print(pcall(function() math.pi = 3 end)) -- expect: false	user_script:5: Attempt to modify a readonly table
print(pcall(function() cjson.null = 1 end)) -- expect: false	user_script:6: Attempt to modify a readonly table
print(pcall(function() table[1] = 1 end)) -- expect: false	user_script:7: Attempt to modify a readonly table
print(pcall(function() getmetatable("").__index = {} end)) -- expect: false	user_script:8: Attempt to modify a readonly table
print(pcall(function() getmetatable(_G).__index = nil end)) -- expect: false	user_script:9: Attempt to modify a readonly table
print(pcall(rawset, _G, "x", 1)) -- expect: false	Attempt to modify a readonly table
print(pcall(rawset, math, "x", 1)) -- expect: false	Attempt to modify a readonly table
print(pcall(setmetatable, _G, nil)) -- expect: false	Attempt to modify a readonly table
print(pcall(setmetatable, math, {})) -- expect: false	Attempt to modify a readonly table
print(pcall(table.insert, math, 1)) -- expect: false	Attempt to modify a readonly table
print(pcall(table.insert, _G, 1, 2)) -- expect: false	Attempt to modify a readonly table
print(pcall(function() rawset(string, "upper", nil) end)) -- expect: false	Attempt to modify a readonly table
print(pcall(loadstring("function foo() end", "=c"))) -- expect: false	c:1: Attempt to modify a readonly table
print(coroutine.resume(coroutine.create(function() newglobal = 1 end))) -- expect: false	user_script:18: Attempt to modify a readonly table
print(pcall(function() local t = setmetatable({}, { __newindex = _G }) t.z = 1 end)) -- expect: false	user_script:19: Attempt to modify a readonly table
