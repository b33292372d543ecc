-- Arithmetic in a numeric loop.
local turns = 20000000
local s = 0
for i = 1, turns do
  s = s + i * 2 - (i % 7)
end
return s
