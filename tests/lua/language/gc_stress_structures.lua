-- lists, trees, closures and strings survive many collections
local list
for i = 1, 500 do list = { v = i, next = list } if i % 100 == 0 then collectgarbage() end end
local n, s = 0, 0
while list do n = n + 1 s = s + list.v list = list.next end
print(n, s) -- expect: 500	125250
local function tree(d)
  if d == 0 then return { leaf = true } end
  return { l = tree(d - 1), r = tree(d - 1) }
end
local function cnt(t) if t.leaf then return 1 end return cnt(t.l) + cnt(t.r) end
local t = tree(10)
collectgarbage()
print(cnt(t)) -- expect: 1024
t.l = nil
collectgarbage()
print(cnt(t.r)) -- expect: 512
local fs = {}
for i = 1, 300 do
  local s2 = "str" .. i
  local o = { s2 }
  fs[i] = function() return o[1] .. "/" .. s2 end
  if i % 60 == 0 then collectgarbage("step") collectgarbage() end
end
print(fs[1](), fs[300]()) -- expect: str1/str1	str300/str300
local cyc = {}
for i = 1, 200 do local a, b = {}, {} a.b, b.a = b, a cyc[i % 10 + 1] = a end
collectgarbage()
print(#cyc, cyc[1].b.a == cyc[1]) -- expect: 10	true
local strs = {}
for i = 1, 1000 do strs[i % 100 + 1] = ("long string number "):rep(3) .. i end
collectgarbage()
print(strs[1], #strs) -- expect: long string number long string number long string number 1000	100
