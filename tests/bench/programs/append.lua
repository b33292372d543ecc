-- Appends to a string piece by piece.
local turns = 120
local n = 0
for r = 1, turns do
  local s = ""
  for i = 1, 3000 do s = s .. "x" .. i end
  n = n + #s
end
return n
