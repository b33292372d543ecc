-- comparisons with constants on either side in every branching position
local function f(x)
  local r = {}
  if x == 1 then r[1] = "eq1" end
  if 1 == x then r[2] = "1eq" end
  if x ~= 1 then r[#r + 1] = "ne" end
  if x < 2 then r[#r + 1] = "lt2" end
  if 2 < x then r[#r + 1] = "2lt" end
  if x <= 1 then r[#r + 1] = "le1" end
  if 1 <= x then r[#r + 1] = "1le" end
  if x > 0 then r[#r + 1] = "gt0" end
  if not (x >= 2) then r[#r + 1] = "nge2" end
  return table.concat(r, " ")
end
print(f(1)) -- expect: eq1 1eq lt2 le1 1le gt0 nge2
print(f(2)) -- expect: ne 1le gt0
print(f(0.5)) -- expect: ne lt2 le1 gt0 nge2
print(f(-1)) -- expect: ne lt2 le1 nge2
print(f(1 / 0)) -- expect: ne 2lt 1le gt0
print(#f(0 / 0) > 0 and f(0 / 0)) -- expect: ne nge2
local function g(x)
  if x == "a" then
    return 1
  elseif x == nil then
    return 2
  elseif x == true then
    return 3
  elseif x == false then
    return 4
  elseif x == 0 then
    return 5
  end
  return 6
end
print(g "a", g(nil), g(true), g(false), g(0), g "b", g {}, g(1)) -- expect: 1	2	3	4	5	6	6	6
local function h(x) while x ~= 10 do if x == 7 then return "seven" end x = x + 1 end return "ten" end
print(h(0), h(8), h(10)) -- expect: seven	ten	ten
local function v(x) return x == 1, x ~= "s", x == nil, 3 < x, x <= 3 end
print(v(1)) -- expect: true	true	false	false	true
print(v(3)) -- expect: false	true	false	false	true
print(v(5)) -- expect: false	true	false	true	false
