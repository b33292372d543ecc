-- registers reused by later locals do not disturb closed upvalues
local fs = {}
do local a = "a" fs[1] = function() return a end end
do local b = "b" fs[2] = function() return b end end
do local c, d = "c", "d" fs[3] = function() c, d = d, c return c .. d end end
local e, f, g = "e", "f", "g"
print(fs[1](), fs[2](), fs[3](), fs[3](), e, f, g) -- expect: a	b	dc	cd	e	f	g
local function nested()
  do local x = 1 do local y = 2 fs[4] = function() x, y = x + y, x return x end end end
  local z = 99
  return z
end
print(nested(), fs[4](), fs[4](), fs[4](), fs[4]()) -- expect: 99	3	4	7	11
