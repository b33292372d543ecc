-- operators of small classes together
local V = {}
V.__index = V
local function vec(x, y) return setmetatable({ x = x, y = y }, V) end
V.__add = function(a, b) return vec(a.x + b.x, a.y + b.y) end
V.__sub = function(a, b) return vec(a.x - b.x, a.y - b.y) end
V.__mul = function(a, b)
  if type(a) == "number" then
    return vec(a * b.x, a * b.y)
  elseif type(b) == "number" then
    return vec(a.x * b, a.y * b)
  end
  return a.x * b.x + a.y * b.y
end
V.__unm = function(a) return vec(-a.x, -a.y) end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x end
V.__tostring = function(a) return "(" .. a.x .. "," .. a.y .. ")" end
V.__concat = function(a, b) return tostring(a) .. tostring(b) end
V.__call = function(a, k) return a[k] end
local a, b = vec(1, 2), vec(3, 4)
print(a + b, b - a, a * b, 2 * a, a * 2, -a, a == vec(1, 2), a ~= b, a < b, a >= b) -- expect: (4,6)	(2,2)	11	(2,4)	(2,4)	(-1,-2)	true	true	true	false
print(a .. b, a .. "!", "v=" .. a, a("x"), (a + b)("y"), a + b * 2 - -a) -- expect: (1,2)(3,4)	(1,2)!	v=(1,2)	1	6	(8,12)
