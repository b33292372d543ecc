-- queue and stack use with many elements
local t = {}
for i = 1, 100 do table.insert(t, 1, i) end
print(t[1], t[100], #t) -- expect: 100	1	100
local s = 0
for i = 1, 50 do s = s + table.remove(t, 1) * i end
print(s, #t) -- expect: 85850	50
for i = 1, 50 do table.insert(t, #t + 1, -i) end
print(table.remove(t), table.remove(t, 1), #t) -- expect: -50	50	98
for i = 1, 10 do table.insert(t, 5, table.remove(t, 50)) end
print(t[5], t[14], t[15], #t) -- expect: 9	-1	45	98
while #t > 0 do table.remove(t, math.ceil(#t / 2)) end
print(#t, next(t)) -- expect: 0	nil
