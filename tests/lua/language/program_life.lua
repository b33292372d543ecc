-- Conway's game of life on a torus
local W, H = 8, 6
local g = {}
for y = 1, H do g[y] = {} for x = 1, W do g[y][x] = false end end
for _, p in ipairs { { 2, 1 }, { 3, 2 }, { 1, 3 }, { 2, 3 }, { 3, 3 } } do g[p[2]][p[1]] = true end
local function step(g)
  local n = {}
  for y = 1, H do n[y] = {} for x = 1, W do
    local c = 0
    for dy = -1, 1 do for dx = -1, 1 do if (dx ~= 0 or dy ~= 0) and g[(y + dy - 1) % H + 1][(x + dx - 1) % W + 1] then c = c + 1 end end end
    n[y][x] = c == 3 or (g[y][x] and c == 2)
  end end
  return n
end
for i = 1, 12 do g = step(g) end
for y = 1, H do local s = {} for x = 1, W do s[x] = g[y][x] and "#" or "." end print(table.concat(s)) end -- expect: ........
-- expect: ........
-- expect: ........
-- expect: ....#...
-- expect: .....#..
-- expect: ...###..
