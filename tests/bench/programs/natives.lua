-- Calls functions of the standard library.
local turns = 1500000
local floor, sub, select, max, byte = math.floor, string.sub, select, math.max, string.byte
local s = 0
local str = "hello world"
for i = 1, turns do
  s = s + floor(i / 3)
  s = s + #sub(str, 2, 5)
  s = s + select('#', i, s, str)
  s = s + max(i, 10, 20) + byte(str, 3)
end
return s
