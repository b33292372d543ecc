-- new keys use the free pointer; a full table is rehashed without the dead keys (collector stopped: it forgets deleted string keys)
collectgarbage("stop")
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print(table.concat(r, " ")) -- expect: a d c e
  -- expect: e d f
  -- expect: e d g f
  -- expect: h e d g f
  -- expect: 1 8 3 2 5 4 7 6
  -- expect: 8
  -- expect: 14 8 13 12 11
  -- expect: 14 8 13 12 11
  -- expect: 14 8 13 12 11 x
end
local t = { a = 1, b = 2, c = 3, d = 4 }
t.b = nil
t.e = 5
show(t)
t.a = nil
t.c = nil
t.f = 6
show(t)
t.g = 7
show(t)
t.h = 8
show(t)
local u = {}
for i = 1, 8 do u[i .. ""] = 1 end
show(u)
for i = 1, 7 do u[i .. ""] = nil end
show(u)
for i = 11, 14 do u[i .. ""] = 1 end
show(u)
for i = 1, 3 do u["x"] = 1 u["x"] = nil end
show(u)
u.x = 1
show(u)
collectgarbage("restart")
