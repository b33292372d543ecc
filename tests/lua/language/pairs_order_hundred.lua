-- one hundred string keys, and one hundred numbers outside the array part
local t = {}
for i = 1, 100 do t["item:" .. i] = i end
local r = {}
for _, v in pairs(t) do r[#r + 1] = v end
for i = 1, 100, 25 do print(table.concat(r, " ", i, i + 24)) end -- expect: 85 76 51 5 46 38 19 37 42 41 23 86 65 81 49 28 26 40 1 17 7 98 8 36 100
-- expect: 18 47 2 95 56 55 20 13 27 21 6 99 9 70 73 14 94 59 63 91 32 43 71 44 90
-- expect: 25 35 45 24 61 88 93 84 64 53 83 33 15 66 79 29 54 57 39 77 60 50 58 75 11
-- expect: 72 96 52 16 68 67 80 4 92 89 10 74 97 31 34 87 82 78 3 69 62 48 30 12 22
t = {}
for i = 1, 100 do t[i * 7 + 1000] = i end
r = {}
for _, v in pairs(t) do r[#r + 1] = v end
for i = 1, 100, 25 do print(table.concat(r, " ", i, i + 24)) end -- expect: 77 43 9 68 34 93 59 25 84 50 16 75 41 7 100 66 32 91 57 23 82 48 14 73 39
-- expect: 5 98 64 30 89 2 21 80 46 12 71 37 96 62 28 87 1 19 78 44 10 69 35 94 60
-- expect: 26 85 51 17 76 42 8 67 33 92 58 24 83 49 15 74 40 6 99 65 31 90 56 22 81
-- expect: 47 13 72 38 4 97 63 29 88 54 20 79 45 11 70 36 55 95 61 27 3 86 52 18 53
