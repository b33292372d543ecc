-- the largest and smallest values of long runs
math.randomseed(5)
local m = 0
for i = 1, 10000 do m = math.max(m, math.random(2 ^ 31 - 1)) end
print(m) -- expect: 2147290036
math.randomseed(5)
local s = 0
for i = 1, 1000 do s = s + math.random(0, 1) end
print(s) -- expect: 479
math.randomseed(8)
local r = {}
for i = 1, 5 do math.random() end
for i = 1, 4 do r[i] = math.random(1000) end
print(table.concat(r, " ")) -- expect: 514 656 343 887
math.randomseed(8)
r = {}
for i = 1, 5 do r[i] = string.format("%.17g", math.random()) end
print(table.concat(r, " ")) -- expect: 0.13724650542123545 0.38662569429102617 0.0039361557010263934 0.59463165215897917 0.48279068082700982
