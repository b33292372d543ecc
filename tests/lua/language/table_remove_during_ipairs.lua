-- loops that remove what they visit
local t = { 1, 2, 3, 4, 5, 6 }
for i, v in ipairs(t) do if v % 2 == 0 then table.remove(t, i) end end
print(table.concat(t, " ")) -- expect: 1 3 5
t = { "a", "a", "b", "a" }
for i, v in ipairs(t) do if v == "a" then table.remove(t, i) end end
print(table.concat(t, " ")) -- expect: a b
t = { "a", "a", "b", "a" }
for i = #t, 1, -1 do if t[i] == "a" then table.remove(t, i) end end
print(table.concat(t, " ")) -- expect: b
t = { 1, 2, 3 }
local n = 0
for i, v in ipairs(t) do n = n + 1 if n < 5 then table.insert(t, 1, 0) end end
print(n, #t) -- expect: 7	7
t = {}
for i = 1, 10 do t[i] = i end
for i = 1, #t do if t[i] and t[i] % 3 == 0 then t[i] = nil end end
print(#t, t[3], t[4], t[9], t[10]) -- expect: 10	nil	4	nil	10
