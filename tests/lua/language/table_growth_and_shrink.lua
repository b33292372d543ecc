-- arrays that grow from both ends and shrink again
local t = {}
for i = 100, 1, -1 do t[i] = i end
print(#t, t[1], t[100]) -- expect: 100	1	100
for i = 1, 100 do t[i] = nil end
print(#t, next(t)) -- expect: 0	nil
for i = 1, 50 do t[i] = i t["k" .. i] = i end
local n = 0
for _ in pairs(t) do n = n + 1 end
print(#t, n) -- expect: 50	100
t[-5] = "neg"
t[0] = "zero"
t[1e6] = "far"
print(#t, t[0], t[-5], t[1e6]) -- expect: 50	zero	neg	far
local q, head, tail = {}, 1, 0
for i = 1, 300 do tail = tail + 1 q[tail] = i if i % 3 == 0 then q[head] = nil head = head + 1 end end
print(head, tail, q[head], q[tail]) -- expect: 101	300	101	300
