-- manual 5.5 table.remove
local t = { "a", "b", "c", "d" }
print(table.remove(t), #t) -- expect: d	3
print(table.remove(t, 1), table.concat(t, " ")) -- expect: a	b c
print(table.remove(t, 1), #t) -- expect: b	1
print(table.remove(t), #t) -- expect: c	0
print(table.remove(t), #t) -- expect: nil	0
print(select("#", table.remove({})), select("#", table.remove({}, 1))) -- expect: 0	0
t = { 1, 2, 3 }
print(table.remove(t, 5), #t) -- expect: nil	3
print(table.remove(t, 4), #t) -- expect: nil	3
print(table.remove(t, 0), #t) -- expect: nil	3
print(table.remove(t, -1), #t, table.concat(t, " ")) -- expect: nil	3	1 2 3
print(table.remove(t, "2"), table.concat(t, " ")) -- expect: 2	1 3
print(table.remove(t, 1.9), table.concat(t, " ")) -- expect: 1	3
t = { 1, 2, nil, 4 }
print(table.remove(t, 1), t[1], t[2], t[3], t[4]) -- expect: 1	2	nil	4	nil
t = { [0] = "z", 1, 2 }
print(table.remove(t, 0), t[0], #t) -- expect: nil	z	2
t = { false, true }
print(table.remove(t, 1), #t, t[1]) -- expect: false	1	true
t = { n = 3, 1, 2 }
print(table.remove(t), t.n, #t) -- expect: 2	3	1
t = { 1, 2, 3, 4, 5 }
for i = #t, 1, -1 do if t[i] % 2 == 0 then table.remove(t, i) end end
print(table.concat(t, " ")) -- expect: 1 3 5
