-- targets with side effects and calls as the last value
local log = {}
local function l(n) log[#log + 1] = n return n end
local t = {}
local function vals() l("v") return 1, 2, 3 end
t[l("a")], t[l("b")], t[l("c")] = vals()
print(table.concat(log), t.a, t.b, t.c) -- expect: abcv	1	2	3
log = {}
t[l("a")], t[l("b")] = l("x"), vals()
print(table.concat(log), t.a, t.b) -- expect: abxv	x	1
local a, b, c, d = 0, vals()
print(a, b, c, d) -- expect: 0	1	2	3
a, b, c, d = vals(), vals()
print(a, b, c, d) -- expect: 1	1	2	3
a, b = (vals())
print(a, b) -- expect: 1	nil
local i = 1
i, t[i], t[i + 1] = 5, "one", "two"
print(i, t[1], t[2]) -- expect: 5	one	two
local o = { n = 1 }
o.n, o.m = o.n + 1, o.n
print(o.n, o.m) -- expect: 2	1
local x, y, z = 1, 2, 3
x, y, z = y, z, x
print(x, y, z) -- expect: 2	3	1
x, x = 1, 2
print(x) -- expect: 1
