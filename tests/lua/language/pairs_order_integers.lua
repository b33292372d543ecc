-- parity L12: sparse integer keys in the hash part
local function show(t) local r = {} for k in pairs(t) do r[#r + 1] = k end print(table.concat(r, " ")) end -- expect: 20 10 40 30 50
-- expect: 50 10 40 30 20
-- expect: 1 25 81 100 4 16 9 49 36 64
-- expect: 25 81 100 4 16 9 49 36 1 64
-- expect: 1 2 4 64 256 8 32 128 512 16
-- expect: 1 2 3 4 0 -5 -2 5 -3 -1 -4
-- expect: 9000 1000 2000 4000 8000 10000 7000 11000 12000 3000 6000 5000
-- expect: 1000 1002 1004 1006 1008 1010 1001 1003 1005 1007 1009
local t = {}
for i = 10, 50, 10 do t[i] = 1 end
show(t)
t = {}
for i = 50, 10, -10 do t[i] = 1 end
show(t)
t = {}
for i = 1, 10 do t[i * i] = 1 end
show(t)
t = {}
for i = 10, 1, -1 do t[i * i] = 1 end
show(t)
t = {}
for i = 0, 9 do t[2 ^ i] = 1 end
show(t)
t = {}
for i = -5, 5 do t[i] = 1 end
show(t)
t = {}
for i = 1, 12 do t[i * 1000] = 1 end
show(t)
t = {}
for i = 1000, 1010 do t[i] = 1 end
show(t)
