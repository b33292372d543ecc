-- a closure sees later assignments to the variable, not the value at its creation
local v = 1
local function get() return v end
print(get()) -- expect: 1
v = 2
print(get()) -- expect: 2
do v = "three" end
print(get()) -- expect: three
local f
local function call() return f() end
f = function() return "late" end
print(call()) -- expect: late
local h
local g = function() return h end
h = h or "set after"
print(g()) -- expect: set after
local n = 0
local function inc() n = n + 1 return n end
n = 10
print(inc(), n) -- expect: 11	11
n = n * 2
print(inc(), n) -- expect: 23	23
