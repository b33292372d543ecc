-- manual 5.1 rawget
local t = setmetatable({ x = 1, [1] = "one" }, { __index = function() return "idx" end })
print(rawget(t, "x"), rawget(t, "y"), t.y, rawget(t, 1), rawget(t, 1.0), rawget(t, nil), rawget(t, 0 / 0), rawget(t, true)) -- expect: 1	nil	idx	one	one	nil	nil	nil
print(pcall(rawget)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(rawget, {})) -- expect: false	bad argument #2 to '?' (value expected)
print(pcall(rawget, "str", "len")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(rawget, nil, 1)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(function() rawget(5, 1) end)) -- expect: false	user_script:8: bad argument #1 to 'rawget' (table expected, got number)
print(rawget(_G, "nothing_here"), rawget(string, "upper") == string.upper) -- expect: nil	true
