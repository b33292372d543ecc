-- parity L11: # after table.insert, table.remove and setn-like use on holes
local t = { 1, 2, nil, 4 }
print(#t, table.remove(t), #t, t[3]) -- expect: 4	4	2	nil
t = { 1, nil, 3 }
table.insert(t, "x")
print(#t, t[4]) -- expect: 4	x
t = { nil, nil, 3 }
print(table.remove(t, 1), #t, t[1], t[2], t[3]) -- expect: nil	0	nil	3	nil
t = { 1, 2, 3, nil, 5 }
table.insert(t, 1, 0)
print(#t, t[1], t[4], t[5], t[6]) -- expect: 6	0	3	nil	5
t = { n = 0 }
t[3] = 3
table.insert(t, "first")
print(#t, t[1], t[2], t[3]) -- expect: 1	first	nil	3
t = { 1, 2, 3 }
t[2] = nil
print(table.remove(t), table.remove(t), #t) -- expect: 3	1	0
