-- loop variables are fresh while outer variables stay shared
local fs, sum = {}, 0
for i = 1, 3 do
  local j = i * 10
  fs[i] = function() sum = sum + i j = j + 1 return sum, i, j end
end
print(fs[1]()) -- expect: 1	1	11
print(fs[2]()) -- expect: 3	2	21
print(fs[3]()) -- expect: 6	3	31
print(fs[1]()) -- expect: 7	1	12
print(sum) -- expect: 7
local last
for _, name in ipairs { "a", "b" } do
  local prev = last
  last = function() return name .. (prev and prev() or "") end
end
print(last()) -- expect: ba
