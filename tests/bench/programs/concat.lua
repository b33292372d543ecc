-- Joins long lists with table.concat.
local turns = 60
local n = 0
for r = 1, turns do
  local t = {}
  for i = 1, 10000 do t[#t+1] = "item" .. i end
  local s = table.concat(t, ",")
  n = n + #s
end
return n
