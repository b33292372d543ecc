-- manual 5.1 getmetatable
local mt = {}
print(getmetatable(setmetatable({}, mt)) == mt, getmetatable({}), getmetatable(5), getmetatable(nil), getmetatable(print)) -- expect: true	nil	nil	nil	nil
print(getmetatable("").__index == string, getmetatable(setmetatable({}, { __metatable = 5 })), getmetatable(setmetatable({}, { __metatable = false }))) -- expect: true	5	false
print(pcall(getmetatable)) -- expect: false	bad argument #1 to '?' (value expected)
print(pcall(function() getmetatable() end)) -- expect: false	user_script:6: bad argument #1 to 'getmetatable' (value expected)
print(getmetatable({}, 1), select("#", getmetatable({}))) -- expect: nil	1
print(type(getmetatable(_G)), type(getmetatable(_G).__index), getmetatable(string), getmetatable(cjson.null)) -- expect: table	function	nil	nil
