-- lparser check_conflict: the local that is both assigned and indexed is copied first
local a = { x = "old" }
local keep = a
a, a.x = { x = "fresh" }, "stored"
print(a.x, keep.x) -- expect: fresh	stored
local b = { x = "old" }
local keepb = b
b.x, b = "stored", { x = "fresh" }
print(b.x, keepb.x) -- expect: fresh	stored
local i, t = 1, { 10, 20 }
i, t[i] = 2, "one"
print(i, t[1], t[2]) -- expect: 2	one	20
t[i], i = "two", 5
print(i, t[1], t[2]) -- expect: 5	one	two
local u = { {}, {} }
u, u[1], u[1].z = { "new" }, "ignored", "deep"
print(u[1], #u) -- expect: new	1
