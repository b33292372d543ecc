-- deleted keys leave their place; other keys keep theirs (collector stopped: it forgets deleted string keys)
collectgarbage("stop")
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print("<" .. table.concat(r, " ") .. ">") -- expect: <n10 n8 n9 n1 n2 n3 n5 n4 n7 n6>
  -- expect: <n10 n8 n2 n4 n6>
  -- expect: <n10 n8 n1 n2 n4 n6>
  -- expect: <n10 n8 n1 n2 n3 n5 n4 n6>
  -- expect: <n10 n8 n9 n1 n2 n3 n5 n4 n7 n6>
  -- expect: <>
end
local t = {}
for i = 1, 10 do t["n" .. i] = i end
show(t)
for i = 1, 10, 2 do t["n" .. i] = nil end
show(t)
t.n1 = 1
show(t)
t.n3 = 3
t.n5 = 5
show(t)
t.n9 = 1
t.n7 = 1
show(t)
for i = 1, 10 do t["n" .. i] = nil end
show(t)
print(next(t)) -- expect: nil
t.n2 = 2
show(t) -- expect: <n2>
t.fresh = 1
show(t) -- expect: <n2 fresh>
collectgarbage("restart")
