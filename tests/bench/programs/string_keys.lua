-- Makes strings and uses them as keys.
local turns = 10
local total = 0
for r = 1, turns do
  local t = {}
  for i = 1, 50000 do t["key" .. (i % 20000)] = i end
  local c = 0
  for k, v in pairs(t) do c = c + v end
  total = total + c
end
return total
