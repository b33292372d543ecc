-- metamethods are looked up raw: __index on the metatable does not provide them
local base = { __add = function() return "added" end, __index = function(_, k) return k end }
local mt = setmetatable({}, { __index = base })
local t = setmetatable({}, mt)
print(pcall(function() return t + 1 end)) -- expect: false	user_script:5: attempt to perform arithmetic on upvalue 't' (a table value)
print(t.x) -- expect: nil
mt.__index = base.__index
print(t.x) -- expect: x
mt.__add = base.__add
print(t + 1) -- expect: added
local self = {}
self.__index = self
self.__concat = function(a, b) return "cat" end
setmetatable(self, self)
print(self .. "x", pcall(function() return self.missing end)) -- expect: cat	false	user_script:15: loop in gettable
