-- manual 5.1 rawset
local t = setmetatable({}, { __newindex = function() error("not called") end })
print(rawset(t, "x", 1) == t, t.x) -- expect: true	1
rawset(t, "x", nil)
print(t.x) -- expect: nil
print(rawset({}, 1, 2)[1]) -- expect: 2
print(pcall(rawset)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(rawset, {})) -- expect: false	bad argument #2 to '?' (value expected)
print(pcall(rawset, {}, 1)) -- expect: false	bad argument #3 to '?' (value expected)
print(pcall(rawset, nil, 1, 2)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(rawset, "s", 1, 2)) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(rawset, {}, nil, 1)) -- expect: false	table index is nil
print(pcall(rawset, {}, 0 / 0, 1)) -- expect: false	table index is NaN
print(pcall(rawset, _G, "x", 1)) -- expect: false	Attempt to modify a readonly table
print(pcall(rawset, string, "x", 1)) -- expect: false	Attempt to modify a readonly table
print(pcall(function() rawset(_G, "x", 1) end)) -- expect: false	Attempt to modify a readonly table
print(pcall(rawset, getmetatable(""), "__index", 1)) -- expect: false	Attempt to modify a readonly table
