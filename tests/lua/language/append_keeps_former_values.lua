-- s = s .. x never changes a string that is still referenced
local s = "base"
local old = s
s = s .. "1"
local mid = s
s = s .. "2"
print(old, mid, s) -- expect: base	base1	base12
local base = ("b"):rep(50)
local a, b = base .. "a", base .. "b"
local c = base .. "c"
print(#a, a:sub(-1), b:sub(-1), c:sub(-1), #base) -- expect: 51	a	b	c	50
local x = ("x"):rep(45)
local keep = {}
for i = 1, 5 do keep[i] = x x = x .. i end
for i = 1, 5 do keep[i] = #keep[i] .. keep[i]:sub(-1) end
print(table.concat(keep, " "), x:sub(-5)) -- expect: 45x 461 472 483 494	12345
