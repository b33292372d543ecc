-- table and key expressions run left to right before the values
local log = {}
local function l(v) log[#log + 1] = tostring(v) return v end
local t = {}
local function tab(n) l(n) return t end
tab("t1")[l("k1")], tab("t2")[l("k2")] = l(1), l(2)
print(table.concat(log, ",")) -- expect: t1,k1,t2,k2,1,2
print(t.k1, t.k2) -- expect: 1	2
log = {}
local r = { l("a"), l("b"), [l("c")] = l("d"), l("e") }
print(table.concat(log, ",")) -- expect: a,b,c,d,e
log = {}
local s = l(1) + l(2) * l(3) .. l(4)
print(s, table.concat(log, ",")) -- expect: 74	1,2,3,4
