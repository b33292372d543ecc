-- manual 5.5 table.sort
local function s(t, f) table.sort(t, f) return table.concat(t, " ") end
print(s { 3, 1, 2 }, s { 1, 2, 3 }, s { 3, 2, 1 }, s { 5 }, #s {}, s { 2, 1 }, s { 1, 1, 1 }, s { 2, 1, 2, 1 }) -- expect: 1 2 3	1 2 3	1 2 3	5	0	1 2	1 1 1	1 1 2 2
print(s { "b", "a", "C", "A" }, s { "10", "9", "100" }, s({ 1, 2, 3 }, function(a, b) return a > b end), s { 0.5, -1, 1e10, -1e10, 0 }, s { 1 / 0, -1 / 0, 0 }) -- expect: A C a b	10 100 9	3 2 1	-10000000000 -1 0 0.5 10000000000	-inf 0 inf
local t = {}
for i = 1, 100 do t[i] = (i * 37) % 101 end
table.sort(t)
local ok = true
for i = 2, 100 do if t[i - 1] > t[i] then ok = false end end
print(ok, t[1], t[50], t[100]) -- expect: true	1	50	100
for i = 1, 100 do t[i] = i end
table.sort(t, function(a, b) return a > b end)
print(t[1], t[100]) -- expect: 100	1
table.sort(t)
print(t[1], t[100]) -- expect: 1	100
print(select("#", table.sort({})), select("#", table.sort({ 2, 1 }))) -- expect: 0	0
local recs = { { n = "x", v = 2 }, { n = "y", v = 1 }, { n = "z", v = 3 } }
table.sort(recs, function(a, b) return a.v < b.v end)
print(recs[1].n, recs[2].n, recs[3].n) -- expect: y	x	z
print(s({ 1, 2, 3 }, nil), s { n = 5, 2, 1 }) -- expect: 1 2 3	1 2
