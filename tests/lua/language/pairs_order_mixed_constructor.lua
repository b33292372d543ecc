-- array items first, then hash nodes
local function show(t)
  local r = {}
  for k, v in pairs(t) do r[#r + 1] = tostring(k) .. "=" .. tostring(v) end
  print(table.concat(r, " ")) -- expect: 1=10 2=20 3=30 y=2 x=1
  -- expect: 1=10 2=20 y=2 x=1 5=50
  -- expect: 1=a 2=b 3=c
  -- expect: 3=c 2=b 1=a
  -- expect: 1=1 3=3 5=5 a=1
  -- expect: 20=2 10=1 40=4 30=3 50=5
  -- expect: false=2 true=1 s=6 1.5=5 -1=4 0=3
end
show { 10, 20, 30, x = 1, y = 2 }
show { x = 1, 10, y = 2, 20, [5] = 50 }
show { [1] = "a", [2] = "b", [3] = "c" }
show { [3] = "c", [2] = "b", [1] = "a" }
show { 1, nil, 3, a = 1, nil, 5 }
show { [10] = 1, [20] = 2, [30] = 3, [40] = 4, [50] = 5 }
show { [true] = 1, [false] = 2, [0] = 3, [-1] = 4, [1.5] = 5, s = 6 }
