-- big arrays and big hash parts
local t = {}
for i = 1, 100000 do t[i] = i end
print(#t, t[50000]) -- expect: 100000	50000
for i = 1, 50000 do t["k" .. i] = i end
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n) -- expect: 150000
for i = 100000, 1, -1 do t[i] = nil end
print(#t, t.k50000) -- expect: 0	50000
t[2 ^ 26] = 1
t[1e308] = 2
t[-1e308] = 3
print(t[2 ^ 26], t[1e308], t[-1e308], #t) -- expect: 1	2	3	0
