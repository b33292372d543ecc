-- Walks lists and maps with ipairs and pairs.
local turns = 2500
local arr, map = {}, {}
for i = 1, 1000 do arr[i] = i; map["k" .. i] = i end
local s = 0
for r = 1, turns do
  for i, v in ipairs(arr) do s = s + v end
  for k, v in pairs(map) do s = s + v end
end
return s
