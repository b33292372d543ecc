-- manual 2.5.8: tail calls need no stack
local function loop(n) if n == 0 then return "done" end return loop(n - 1) end
print(loop(200000)) -- expect: done
local function a(n) if n == 0 then return "A" end return (function(m) return a(m) end)(n - 1) end
print(a(50000)) -- expect: A
local t = setmetatable({}, { __call = function(self, n) if n == 0 then return "called" end return self(n - 1) end })
print(t(50000)) -- expect: called
local o = {}
function o:m(n) if n == 0 then return "method" end return self:m(n - 1) end
print(o:m(50000)) -- expect: method
