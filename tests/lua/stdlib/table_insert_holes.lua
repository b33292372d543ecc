-- parity L11: the append position is the border
local t = { 1, nil, 3 }
table.insert(t, "x")
print(t[1], t[2], t[3], t[4]) -- expect: 1	nil	3	x
t = { nil, 2 }
table.insert(t, "x")
print(t[1], t[2], t[3]) -- expect: nil	2	x
t = {}
t[2] = 2
table.insert(t, "x")
print(t[1], t[2], t[3]) -- expect: x	2	nil
t = { n = 5 }
table.insert(t, "x")
print(t[1], t[6], t.n) -- expect: x	nil	5
t = { 1, 2, 3, 4, nil }
table.insert(t, "x")
print(t[5], #t) -- expect: x	5
t = { 1, 2, 3 }
t[2] = nil
table.insert(t, 2, "y")
print(t[1], t[2], t[3], t[4], #t) -- expect: 1	y	nil	3	4
t = { 10, 20, 30 }
for i = 1, 3 do table.insert(t, 2, i) end
print(table.concat(t, " ")) -- expect: 10 3 2 1 20 30
