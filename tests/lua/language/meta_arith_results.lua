-- one result of the handler is kept, of any type
local mt = {
  __add = function() return 1, 2, 3 end, __sub = function() end, __mul = function() return nil end,
  __div = function(a, b) return { a, b } end, __concat = function() return false end,
  __unm = function() return 1, 2 end, __index = function() return 5, 6 end
}
local t = setmetatable({}, mt)
print(t + 1) -- expect: 1
print(select("#", t + 1), select("#", t - 1), select("#", -t)) -- expect: 1	1	1
print(t - 1, t * 1, (t / 7)[2], t .. "x", -t, t.anything) -- expect: nil	nil	7	false	1	5
local r = { t + 1, t + 2 }
print(#r) -- expect: 2
local a, b = t + 1
print(a, b) -- expect: 1	nil
