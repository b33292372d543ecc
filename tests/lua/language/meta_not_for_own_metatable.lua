-- a table does not use metamethods that are only its own fields
local t = { __index = { x = 1 }, __add = function() return 5 end, __call = function() end }
print(t.x, rawget(t, "__index").x) -- expect: nil	1
print(pcall(function() return t + 1 end)) -- expect: false	user_script:4: attempt to perform arithmetic on upvalue 't' (a table value)
print(pcall(function() return t() end)) -- expect: false	user_script:5: attempt to call upvalue 't' (a table value)
setmetatable(t, t)
print(t.x, t + 1, t()) -- expect: 1	5
