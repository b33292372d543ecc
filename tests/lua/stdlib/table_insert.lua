-- manual 5.5 table.insert
local t = { "a", "b", "c" }
table.insert(t, "d")
print(table.concat(t, " ")) -- expect: a b c d
table.insert(t, 1, "z")
print(table.concat(t, " ")) -- expect: z a b c d
table.insert(t, 3, "m")
print(table.concat(t, " ")) -- expect: z a m b c d
table.insert(t, #t + 1, "end")
print(table.concat(t, " ")) -- expect: z a m b c d end
print(select("#", table.insert(t, "x")), #t) -- expect: 0	8
t = {}
table.insert(t, nil)
print(#t) -- expect: 0
table.insert(t, 1, "a")
print(#t) -- expect: 1
table.insert(t, 1, nil)
print(#t, t[1], t[2]) -- expect: 2	nil	a
t = {}
table.insert(t, 5, "five")
print(#t, t[5]) -- expect: 0	five
table.insert(t, -1, "neg")
print(t[-1], #t) -- expect: neg	0
table.insert(t, 0, "zero")
print(t[0], #t) -- expect: zero	0
t = { 1, 2, 3 }
table.insert(t, 10, "far")
print(#t, t[10], t[4]) -- expect: 3	far	nil
table.insert(t, "2", "str")
print(table.concat(t, " ")) -- expect: 1 str 2 3
table.insert(t, 1.9, "f")
print(t[1], t[2]) -- expect: f	1
local far = { [-9] = "x", [-70000] = "y" }
table.insert(far, -2147483648, "new")
print(far[-8], far[-9], far[-69999], far[-70000], far[-2147483648], #far) -- expect: x	nil	y	nil	new	0
