-- floating point loops
local out = {}
for y = -1, 1, 0.25 do
  local row = {}
  for x = -2, 0.5, 0.125 do
    local zr, zi, n = 0, 0, 0
    while zr * zr + zi * zi <= 4 and n < 50 do zr, zi, n = zr * zr - zi * zi + x, 2 * zr * zi + y, n + 1 end
    row[#row + 1] = n == 50 and "#" or n > 5 and "+" or "."
  end
  print(table.concat(row)) -- expect: ..............++#....
  -- expect: ............+++#++...
  -- expect: ..........++#######+.
  -- expect: .....++##++#########.
  -- expect: ###################+.
  -- expect: .....++##++#########.
  -- expect: ..........++#######+.
  -- expect: ............+++#++...
  -- expect: ..............++#....
end
