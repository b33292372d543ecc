-- a table that is its own handler
local t = {}
setmetatable(t, { __index = t })
print(pcall(function() return t.x end)) -- expect: false	user_script:4: loop in gettable
t.x = "own"
print(t.x) -- expect: own
local a, b = {}, {}
setmetatable(a, { __index = b })
setmetatable(b, { __index = a })
print(pcall(function() return a.x end)) -- expect: false	user_script:10: loop in gettable
a.x = 1
print(b.x) -- expect: 1
local w = {}
setmetatable(w, { __newindex = w })
print(pcall(function() w.x = 1 end)) -- expect: false	user_script:15: loop in settable
rawset(w, "x", 0)
w.x = 2
print(w.x) -- expect: 2
local C = {}
C.__index = C
print(pcall(function() return setmetatable({}, C).nothing end)) -- expect: true	nil
