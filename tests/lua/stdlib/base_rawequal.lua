-- manual 5.1 rawequal
local a, b = {}, {}
print(rawequal(a, a), rawequal(a, b), rawequal(1, 1), rawequal(1, "1"), rawequal("a", "a"), rawequal(nil, nil), rawequal(0, -0), rawequal(0 / 0, 0 / 0)) -- expect: true	false	true	false	true	true	true	false
local mt = { __eq = function() return true end }
print(rawequal(setmetatable({}, mt), setmetatable({}, mt)), rawequal(true, true), rawequal(cjson.null, cjson.null)) -- expect: false	true	true
print(pcall(rawequal)) -- expect: false	bad argument #1 to '?' (value expected)
print(pcall(rawequal, 1)) -- expect: false	bad argument #2 to '?' (value expected)
print(pcall(function() rawequal(1) end)) -- expect: false	user_script:8: bad argument #2 to 'rawequal' (value expected)
print(rawequal(1, 1, 2)) -- expect: true
