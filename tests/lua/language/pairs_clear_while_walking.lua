-- manual 5.1 next: fields may be cleared and changed during a walk
local t = {}
for i = 1, 50 do t[i] = i t["s" .. i] = i end
local n = 0
for k in pairs(t) do t[k] = nil n = n + 1 end
print(n, next(t), #t) -- expect: 100	nil	0
for i = 1, 10 do t["k" .. i] = i end
local seen = 0
for k, v in pairs(t) do if v % 2 == 0 then t[k] = nil else t[k] = v * 10 end seen = seen + 1 end
print(seen) -- expect: 10
local s, c = 0, 0
for _, v in pairs(t) do s = s + v c = c + 1 end
print(s, c) -- expect: 250	5
local k = next(t)
t[k] = nil
print(next(t, k) ~= nil) -- expect: true
for key in pairs(t) do for key2 in pairs(t) do t[key2] = nil end end
print(next(t)) -- expect: nil
