-- classes by metatables, super calls and overriding
local Base = {}
Base.__index = Base
function Base.new(n) local o = setmetatable({}, Base) o.n = n return o end
function Base:name() return "base" .. self.n end
function Base:who() return "I am " .. self:name() end
local Sub = setmetatable({}, { __index = Base })
Sub.__index = Sub
function Sub.new(n) local o = Base.new(n) return setmetatable(o, Sub) end
function Sub:name() return "sub" .. Base.name(self) end
local b, s = Base.new(1), Sub.new(2)
print(b:who(), s:who()) -- expect: I am base1	I am subbase2
print(rawget(s, "who"), Sub.who == Base.who, getmetatable(s) == Sub, b.missing, s.missing) -- expect: nil	true	true	nil	nil
s.who = function() return "own" end
print(s:who()) -- expect: own
s.who = nil
print(s:who()) -- expect: I am subbase2
