-- parity G4, G5: undeclared globals cannot be read or written
print(pcall(function() return undefinedname end)) -- expect: false	user_script:2: Script attempted to access nonexistent global variable 'undefinedname'
print(pcall(function() newname = 1 end)) -- expect: false	user_script:3: Attempt to modify a readonly table
print(pcall(function() local t = {} t.x = undefinedname end)) -- expect: false	user_script:4: Script attempted to access nonexistent global variable 'undefinedname'
print(pcall(loadstring("x = 1", "=c"))) -- expect: false	c:1: Attempt to modify a readonly table
print(pcall(loadstring("return x", "=c"))) -- expect: false	c:1: Script attempted to access nonexistent global variable 'x'
print(pcall(loadstring("function f() end", "=c"))) -- expect: false	c:1: Attempt to modify a readonly table
print(pcall(function() string = nil end)) -- expect: false	user_script:8: Attempt to modify a readonly table
print(pcall(function() return _G.undefinedname end)) -- expect: false	user_script:9: Script attempted to access nonexistent global variable 'undefinedname'
print(pcall(function() _G.x = 1 end)) -- expect: false	user_script:10: Attempt to modify a readonly table
print(rawget(_G, "undefinedname"), type(_G), _G._G == _G, _G.string == string, _VERSION) -- expect: nil	table	true	true	Lua 5.1
