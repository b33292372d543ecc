-- manual 5.1 getmetatable/setmetatable: __metatable protects
local t = setmetatable({}, { __metatable = "locked", __index = { x = 1 } })
print(getmetatable(t), t.x) -- expect: locked	1
print(pcall(setmetatable, t, {})) -- expect: false	cannot change a protected metatable
print(pcall(setmetatable, t, nil)) -- expect: false	cannot change a protected metatable
local f = setmetatable({}, { __metatable = false })
print(getmetatable(f)) -- expect: false
print(pcall(setmetatable, f, {})) -- expect: false	cannot change a protected metatable
local mt = {}
local u = setmetatable({}, mt)
print(getmetatable(u) == mt, setmetatable(u, mt) == u) -- expect: true	true
mt.__metatable = mt
print(getmetatable(u) == mt) -- expect: true
print(pcall(setmetatable, u, nil)) -- expect: false	cannot change a protected metatable
mt.__metatable = nil
print(setmetatable(u, nil) == u, getmetatable(u)) -- expect: true	nil
