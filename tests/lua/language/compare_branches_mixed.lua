-- and, or, not with comparisons as values and conditions
local function f(a, b) return a < b and "lt" or a == b and "eq" or "gt" end
print(f(1, 2), f(2, 2), f(3, 2), f("a", "b"), f("b", "b")) -- expect: lt	eq	gt	lt	eq
local function g(a, b, c)
  if a < b and b < c or a == c then
    return "ordered"
  elseif not (a < b) and b < c then
    return "first"
  else
    return "none"
  end
end
print(g(1, 2, 3), g(3, 2, 3), g(2, 1, 3), g(1, 3, 2)) -- expect: ordered	ordered	first	none
local function h(x)
  local y = x > 5 and x < 10 or x == 0
  local z = not (x > 5 and x < 10)
  return y, z, x == 5 or nil, x ~= 5 and x
end
print(h(7)) -- expect: true	false	nil	7
print(h(0)) -- expect: true	true	nil	0
print(h(5)) -- expect: false	true	true	false
print(h(20)) -- expect: false	true	nil	20
local n = 0
for i = 1, 20 do if i % 2 == 0 and i % 3 ~= 0 or i > 15 and not (i == 17) then n = n + i end end
print(n) -- expect: 111
local t = {}
for i = -2, 2 do t[#t + 1] = i < 0 and "neg" or i > 0 and "pos" or "zero" end
print(table.concat(t, " ")) -- expect: neg neg zero pos pos
local function nest(a) return (a and (a ~= 1 or "one") or not a and "nothing") end
print(nest(1), nest(2), nest(nil), nest(false)) -- expect: one	true	nothing	nothing
