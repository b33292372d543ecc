-- any value that can be indexed may be the handler
local t = setmetatable({}, { __index = 5 })
print(pcall(function() return t.x end)) -- expect: false	user_script:3: attempt to index a number value
local u = setmetatable({}, { __index = true })
print(pcall(function() return u[1] end)) -- expect: false	user_script:5: attempt to index a boolean value
local v = setmetatable({}, { __newindex = "str" })
print(pcall(function() v.x = 1 end)) -- expect: false	user_script:7: attempt to index a string value
local w = setmetatable({}, { __index = false, __newindex = false })
print(pcall(function() return w.x end)) -- expect: false	user_script:9: attempt to index a boolean value
print(pcall(function() w.y = 1 end)) -- expect: false	user_script:10: attempt to index a boolean value
local x = setmetatable({}, { __index = "s" })
print(x.rep == string.rep, x.nothing) -- expect: true	nil
