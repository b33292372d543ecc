-- manual 2.5.9: missing parameters are nil, extra ones are dropped
local function f(a, b) return a, b end
print(f()) -- expect: nil	nil
print(f(1)) -- expect: 1	nil
print(f(1, 2)) -- expect: 1	2
print(f(1, 2, 3)) -- expect: 1	2
print((f(1, 2))) -- expect: 1
local function g(a, b) a = a or "A" b = b == nil and "B" or b return a, b end
print(g()) -- expect: A	B
print(g(false, false)) -- expect: A	false
print(g(1)) -- expect: 1	B
local function h(a) a = a + 1 return a end
local v = 5
print(h(v), v) -- expect: 6	5
local function m(t) t.x = 1 t = { x = 2 } return t.x end
local tt = {}
print(m(tt), tt.x) -- expect: 2	1
