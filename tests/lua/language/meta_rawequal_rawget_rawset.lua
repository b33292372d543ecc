-- raw access skips every handler
local n = 0
local mt = {
  __index = function() n = n + 1 return "h" end, __newindex = function() n = n + 1 end,
  __eq = function() n = n + 1 return true end
}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(rawget(a, "x"), rawset(a, "x", 1) == a, rawget(a, "x"), rawequal(a, b), n) -- expect: nil	true	1	false	0
print(a.y, a == b, n) -- expect: h	true	2
a.z = 1
print(rawget(a, "z"), n) -- expect: nil	3
print(next(a), n) -- expect: x	3
