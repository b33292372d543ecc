-- handlers added, replaced or removed later take effect at once
local mt = {}
local t = setmetatable({}, mt)
print(pcall(function() return t + 1 end)) -- expect: false	user_script:4: attempt to perform arithmetic on upvalue 't' (a table value)
mt.__add = function() return "first" end
print(t + 1) -- expect: first
mt.__add = function() return "second" end
print(t + 1) -- expect: second
mt.__add = nil
print(pcall(function() return t + 1 end)) -- expect: false	user_script:10: attempt to perform arithmetic on upvalue 't' (a table value)
print(t.x) -- expect: nil
mt.__index = { x = "via index" }
print(t.x) -- expect: via index
mt.__index = nil
print(t.x) -- expect: nil
mt.__index = function(_, k) return "fn " .. k end
print(t.y) -- expect: fn y
rawset(mt, "__index", nil)
print(t.y) -- expect: nil
mt.__newindex = function(t, k, v) rawset(t, k, v .. "!") end
t.a = "v"
print(t.a) -- expect: v!
mt.__newindex = nil
t.b = "v"
print(t.b) -- expect: v
mt.__call = function() return "called" end
print(t()) -- expect: called
mt.__eq = function() return true end
print(t == setmetatable({}, mt)) -- expect: true
setmetatable(t, { __index = { z = "swapped" } })
print(t.z, pcall(function() return t() end)) -- expect: swapped	false	user_script:31: attempt to call upvalue 't' (a table value)
