-- integer keys move between hash and array part at a rehash
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print(#t, table.concat(r, " ")) -- expect: 0	3
  -- expect: 0	3 2
  -- expect: 3	1 2 3
  -- expect: 4	1 2 3 4
  -- expect: 5	1 2 3 4 5
  -- expect: 4	1 2 3 4 a c b
  -- expect: 8	1 2 3 4 5 6 7 8
  -- expect: 8	1 2 3 4 5 6 7 8 x
  -- expect: 9	1 2 3 4 5 6 7 8 9
  -- expect: 16	1 2 3 4 5 6 7 8 9 16
  -- expect: 16	1 2 3 4 5 6 7 8 9 10 11 16
  -- expect: 6	1 2 3 4 5 6 k
end
local t = {}
t[3] = 1
show(t)
t[2] = 1
show(t)
t[1] = 1
show(t)
t[4] = 1
show(t)
t[5] = 1
show(t)
t = {}
t[1] = 1
t.a = 1
t[2] = 1
t.b = 1
t[3] = 1
t.c = 1
t[4] = 1
show(t)
t = {}
for i = 8, 1, -1 do t[i] = 1 end
show(t)
t.x = 1
show(t)
t = {}
for _, i in ipairs { 5, 1, 4, 2, 3, 9, 7, 8, 6 } do t[i] = 1 end
show(t)
t = {}
t[16] = 1
for i = 1, 9 do t[i] = 1 end
show(t)
t[10] = 1
t[11] = 1
show(t)
t = { 1, 2, 3 }
t[4] = 4
t[6] = 6
t[5] = 5
t.k = 1
show(t)
