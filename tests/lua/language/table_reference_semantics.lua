-- manual 2.2: tables are shared by assignment and passing
local a = { 1 }
local b = a
b[1] = "changed"
b.x = a
print(a[1], a.x == b, a == b, a.x.x.x == a) -- expect: changed	true	true	true
local function f(t) t[2] = "added" end
f(a)
print(b[2], #b) -- expect: added	2
local t = { a, a }
t[1].y = "both"
print(t[2].y) -- expect: both
local copy = {}
for k, v in pairs(a) do copy[k] = v end
copy[1] = "own"
print(a[1], copy[1], copy.x == a) -- expect: changed	own	true
