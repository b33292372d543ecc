-- Reads and writes fields of small tables.
local turns = 40000
local pts = {}
for i = 1, 100 do pts[i] = { x = i, y = i * 2, z = 0 } end
for r = 1, turns do
  for i = 1, 100 do
    local p = pts[i]
    p.z = p.x + p.y
    p.x = p.x + 1
  end
end
local s = 0
for i = 1, 100 do s = s + pts[i].z end
return s
