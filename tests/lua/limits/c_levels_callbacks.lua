-- limit: nested gsub and sort callbacks, metamethods
local n = 0
local function g() n = n + 1 string.gsub("x", "x", g) end
print(pcall(g)) -- expect: false	C stack overflow
print(n) -- expect: 198
n = 0
local function s() n = n + 1 table.sort({ 1, 2 }, s) end
print(pcall(s)) -- expect: false	C stack overflow
print(n) -- expect: 198
n = 0
local t = setmetatable({}, { __index = function(t, k) n = n + 1 return t[k] end })
print(pcall(function() return t.x end)) -- expect: false	user_script:11: C stack overflow
print(n) -- expect: 197
n = 0
local a = setmetatable({}, { __add = function(x, y) n = n + 1 return x + y end })
print(pcall(function() return a + a end)) -- expect: false	user_script:15: C stack overflow
print(n) -- expect: 197
n = 0
local e = setmetatable({}, { __eq = function() return true end, __lt = function(x, y) n = n + 1 return x < y end })
print(pcall(function() return e < e end)) -- expect: false	user_script:19: C stack overflow
print(n) -- expect: 197
n = 0
local c = setmetatable({}, { __concat = function(x, y) n = n + 1 return x .. y end })
print(pcall(function() return c .. "x" end)) -- expect: false	user_script:23: C stack overflow
print(n) -- expect: 197
n = 0
local ts
ts = setmetatable({}, { __tostring = function(x) n = n + 1 return tostring(x) end })
print(pcall(tostring, ts)) -- expect: false	C stack overflow
print(n) -- expect: 197
