-- a method call counts arguments without self and reports a bad self
local s = "x"
print(pcall(function() s:rep() end)) -- expect: false	user_script:3: bad argument #1 to 'rep' (number expected, got no value)
print(pcall(function() s:sub({}) end)) -- expect: false	user_script:4: bad argument #1 to 'sub' (number expected, got table)
print(pcall(function() s:find(nil) end)) -- expect: false	user_script:5: bad argument #1 to 'find' (string expected, got nil)
print(pcall(function() s:format({}) end)) -- expect: true
print(pcall(function() ("%d"):format({}) end)) -- expect: false	user_script:7: bad argument #1 to 'format' (number expected, got table)
print(pcall(function() local t = setmetatable({}, { __index = string }) t:rep(2) end)) -- expect: false	user_script:8: calling 'rep' on bad self (string expected, got table)
print(pcall(function() local t = { rep = string.rep } t:rep(2) end)) -- expect: false	user_script:9: calling 'rep' on bad self (string expected, got table)
print(pcall(function() local t = { insert = table.insert } t:insert("x", 1) end)) -- expect: false	user_script:10: bad argument #1 to 'insert' (number expected, got string)
print(pcall(function() local t = { concat = table.concat, {} } t:concat() end)) -- expect: false	user_script:11: invalid value (table) at index 1 in table for 'concat'
print(pcall(function() local t = { i = ipairs } for _ in t:i() do end return "fine" end)) -- expect: true	fine
print(pcall(function() local n = { abs = math.abs } n:abs() end)) -- expect: false	user_script:13: calling 'abs' on bad self (number expected, got table)
print(pcall(function() s.rep() end)) -- expect: false	user_script:14: bad argument #1 to 'rep' (string expected, got no value)
