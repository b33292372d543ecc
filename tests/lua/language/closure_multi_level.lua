-- upvalues through several function levels
local a = "A"
local function l1()
  local b = "B"
  return function()
    local c = "C"
    return function(v)
      if v then a, b, c = v, v .. "b", v .. "c" end
      return a .. b .. c
    end
  end
end
local m = l1()
local x, y = m(), m()
print(x(), y()) -- expect: ABC	ABC
print(x("1"), y(), l1()()()) -- expect: 11b1c	11bC	1BC
print(y("2"), x()) -- expect: 22b2c	22b1c
local function f1() return function() return function() return function() return a end end end end
a = "deep"
print(f1()()()()) -- expect: deep
