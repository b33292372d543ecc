-- self, arg-like names and underscores are plain variables
local self = { v = 1 }
function self.get() return self.v end
function self:get2() return self.v end
print(self.get(), self:get2(), self.get2({ v = 2 })) -- expect: 1	1	2
local _ENV = { print = 1 }
print(_ENV.print, type(string)) -- expect: 1	table
local _, _ = 1, 2
print(_) -- expect: 2
