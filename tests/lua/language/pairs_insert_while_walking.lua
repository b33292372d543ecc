-- 5.1.5 behaviour when existing slots are reused by new keys is still a walk over live nodes
local t = { 1, 2, 3 }
local r = {}
for k, v in pairs(t) do r[#r + 1] = k if k == 2 then t[3] = nil end end
print(table.concat(r, " ")) -- expect: 1 2
t = { 1, 2, 3, 4 }
r = {}
for k, v in pairs(t) do r[#r + 1] = k .. ":" .. v t[k + 1] = t[k + 1] and v * 10 end
print(table.concat(r, " ")) -- expect: 1:1 2:10 3:100 4:1000
t = { a = 1, b = 2, c = 3 }
r = {}
for k, v in pairs(t) do r[#r + 1] = k t[k] = v + 1 end
print(#r, t.a, t.b, t.c) -- expect: 3	2	3	4
