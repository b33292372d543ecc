-- assignments through shared cells
local a, b = 1, 2
local function swap() a, b = b, a end
swap()
print(a, b) -- expect: 2	1
swap()
print(a, b) -- expect: 1	2
local function rot(x, y, z) x, y, z = y, z, x return x, y, z end
print(rot(1, 2, 3)) -- expect: 2	3	1
