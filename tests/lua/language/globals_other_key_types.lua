-- parity G4: number keys are named, other keys get another text
print(pcall(function() return _G[1] end)) -- expect: false	user_script:2: Script attempted to access nonexistent global variable '1'
print(pcall(function() return _G[1.5] end)) -- expect: false	user_script:3: Script attempted to access nonexistent global variable '1.5'
print(pcall(function() return _G[true] end)) -- expect: false	user_script:4: Second argument to luaProtectedTableError must be a string or number
print(pcall(function() return _G[{}] end)) -- expect: false	user_script:5: Second argument to luaProtectedTableError must be a string or number
print(pcall(function() return _G[""] end)) -- expect: false	user_script:6: Script attempted to access nonexistent global variable ''
print(pcall(function() return _G[nil] end)) -- expect: false	user_script:7: Second argument to luaProtectedTableError must be a string or number
print(pcall(function() _G[1] = 1 end)) -- expect: false	user_script:8: Attempt to modify a readonly table
print(pcall(function() _G[nil] = 1 end)) -- expect: false	user_script:9: Attempt to modify a readonly table
