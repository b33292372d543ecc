-- boolean keys among others
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print(table.concat(r, " ")) -- expect: false true
  -- expect: false true
  -- expect: true
  -- expect: false true
  -- expect: false true a
  -- expect: false true 1 a
  -- expect: 1 false true 2.5 b a
  -- expect: true true 1 false 0 false
end
show { [true] = 1, [false] = 2 }
show { [false] = 1, [true] = 2 }
local t = {}
t[true] = 1
show(t)
t[false] = 1
show(t)
t.a = 1
show(t)
t[1] = 1
show(t)
t[2.5] = 1
t.b = 1
show(t)
show { [true] = 1, ["true"] = 2, [false] = 3, ["false"] = 4, [1] = 5, [0] = 6 }
