-- manual 5.5 table.concat
print(table.concat { 1, 2, 3 }, table.concat({ 1, 2, 3 }, ", "), table.concat({ "a", 1.5, "b" }, "-"), #table.concat {}, table.concat({ "x" }, "sep"), table.concat({ 1, 2, 3 }, "", 2), table.concat({ 1, 2, 3 }, ":", 2, 3), table.concat({ 1, 2, 3 }, ":", 3, 3)) -- expect: 123	1, 2, 3	a-1.5-b	0	x	23	2:3	3
print(#table.concat({ 1, 2, 3 }, ":", 3, 2), #table.concat({ 1, 2 }, ":", 5), #table.concat({}, "x", 1, 0), table.concat({ 1, 2, 3 }, nil, 2), table.concat({ 1, 2, 3 }, 0), table.concat({ [0] = "z", "a", [-1] = "m" }, ",", -1, 1), table.concat({ 1, 2, 3 }, ",", "2", "3"), table.concat({ 1, 2, 3 }, ",", 1.9, 2.9)) -- expect: 0	0	0	23	10203	m,z,a	2,3	1,2
print(table.concat({ 1e15, 2 ^ 53, 0.1, -0.5, 1 / 0 }, " "), table.concat({ "a\0b", "c" }, "\0"):byte(1, -1)) -- expect: 1e+15 9.007199254741e+15 0.1 -0.5 inf	97	0	98	0	99
local t = {}
for i = 1, 1000 do t[i] = i end
print(#table.concat(t, ","), table.concat(t, ","):sub(-8)) -- expect: 3892	999,1000
t = {}
for i = 1, 300 do t[i] = ("x"):rep(i) end
print(#table.concat(t)) -- expect: 45150
