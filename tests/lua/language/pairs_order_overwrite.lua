-- assigning an existing key, even after setting it to nil during the walk, keeps the order (collector stopped: it forgets deleted string keys)
collectgarbage("stop")
local t = {}
for i = 1, 6 do t["f" .. i] = i end
local function keys()
  local r = {}
  for k, v in pairs(t) do r[#r + 1] = k .. "=" .. v end
  return table.concat(r, " ")
end
print(keys()) -- expect: f1=1 f2=2 f3=3 f5=5 f4=4 f6=6
t.f3 = 33
t.f1 = 11
print(keys()) -- expect: f1=11 f2=2 f3=33 f5=5 f4=4 f6=6
t.f2 = nil
t.f2 = 22
print(keys()) -- expect: f1=11 f2=22 f3=33 f5=5 f4=4 f6=6
for k, v in pairs(t) do t[k] = v + 1 end
print(keys()) -- expect: f1=12 f2=23 f3=34 f5=6 f4=5 f6=7
for k, v in pairs(t) do t[k] = nil t[k] = v end
print(keys()) -- expect: f1=12 f2=23 f3=34 f5=6 f4=5 f6=7
collectgarbage("restart")
