-- loops of every kind inside each other
local s = {}
for i = 1, 2 do
  for _, v in ipairs { "x", "y" } do
    local n = 0
    while n < 2 do n = n + 1 repeat s[#s + 1] = i .. v .. n until true end
  end
end
print(table.concat(s, " ")) -- expect: 1x1 1x2 1y1 1y2 2x1 2x2 2y1 2y2
local t = {}
for i = 1, 3 do for i = i, 3 do t[#t + 1] = i end end
print(table.concat(t)) -- expect: 123233
local c = 0
for i = 1, 3 do for j = 1, i do for k = 1, j do c = c + 1 end end end
print(c) -- expect: 10
