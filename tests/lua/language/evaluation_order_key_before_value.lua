-- in t[k] = v the table and key are evaluated before the value
local s = { 1, 2 }
local function pop() return table.remove(s) end
s[#s + 1] = pop() + pop()
print(s[1], s[2], s[3], #s) -- expect: nil	nil	3	0
local i = 1
local t = {}
local function inc() i = i + 1 return i end
t[i] = inc()
print(t[1], t[2]) -- expect: nil	2
t[inc()] = i
print(t[3], t[2]) -- expect: 3	2
local u = { n = 0 }
u[u.n] = (function() u.n = 5 return "v" end)()
print(u[0], u[5], u.n) -- expect: v	nil	5
local name = "a"
local v = {}
v[name], name = name .. "!", "b"
print(v.a, v.b, name) -- expect: a!	nil	b
