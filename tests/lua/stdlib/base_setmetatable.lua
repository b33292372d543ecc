-- manual 5.1 setmetatable
local t, mt = {}, {}
print(setmetatable(t, mt) == t, getmetatable(t) == mt, setmetatable(t, nil) == t, getmetatable(t)) -- expect: true	true	true	nil
print(pcall(setmetatable)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(setmetatable, {})) -- expect: false	bad argument #2 to '?' (nil or table expected)
print(pcall(setmetatable, {}, 5)) -- expect: false	bad argument #2 to '?' (nil or table expected)
print(pcall(setmetatable, 5, {})) -- expect: false	bad argument #1 to '?' (table expected, got number)
print(pcall(setmetatable, "s", {})) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(setmetatable, nil, {})) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(setmetatable, {}, false)) -- expect: false	bad argument #2 to '?' (nil or table expected)
print(pcall(function() setmetatable({}) end)) -- expect: false	user_script:11: bad argument #2 to 'setmetatable' (nil or table expected)
print(pcall(function() setmetatable({}, 1) end)) -- expect: false	user_script:12: bad argument #2 to 'setmetatable' (nil or table expected)
print(pcall(setmetatable, _G, {})) -- expect: false	Attempt to modify a readonly table
print(pcall(setmetatable, string, {})) -- expect: false	Attempt to modify a readonly table
print(pcall(setmetatable, _G, nil)) -- expect: false	Attempt to modify a readonly table
print(pcall(function() return setmetatable({}, { __index = function(t, k) return k end }).hello end)) -- expect: true	hello
