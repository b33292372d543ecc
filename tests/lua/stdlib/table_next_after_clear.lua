-- next at every stage of emptying a table
local t = { 1, 2, 3, a = 1, b = 2 }
local n = 0
for k in next, t do n = n + 1 end
print(n) -- expect: 5
for k in next, t do t[k] = nil end
print(next(t)) -- expect: nil
print(#t) -- expect: 0
local k
for i = 1, 3 do t[i] = i end
k = next(t)
print(k) -- expect: 1
t[k] = nil
print(next(t, k)) -- expect: 2	2
t = { x = 1 }
k = next(t)
t[k] = nil
print(k, next(t, k), next(t)) -- expect: x	nil	nil
t[k] = 2
print(next(t)) -- expect: x	2
print(pcall(next, t, "never there")) -- expect: false	invalid key to 'next'
t = {}
for i = 1, 100 do t[i] = i end
for i = 1, 100 do t[i] = nil end
print(next(t), #t, table.maxn(t)) -- expect: nil	0	0
t[50] = "back"
print(next(t)) -- expect: 50	back
