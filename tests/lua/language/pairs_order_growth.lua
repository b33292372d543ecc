-- parity L12: the order after each doubling of the hash part
local t, n = {}, 0
for i = 1, 33 do
  t["key" .. i] = i
  if i <= 5 or i == 8 or i == 9 or i == 16 or i == 17 or i == 32 or i == 33 then
    local r = {} for k in pairs(t) do r[#r + 1] = k:sub(4) end
    print(i, table.concat(r, " ")) -- expect: 1	1
    -- expect: 2	1 2
    -- expect: 3	1 3 2
    -- expect: 4	1 3 4 2
    -- expect: 5	2 1 3 4 5
    -- expect: 8	6 5 7 2 1 3 4 8
    -- expect: 9	6 9 2 1 5 7 3 4 8
    -- expect: 16	6 16 9 2 1 10 15 14 11 12 13 5 7 3 4 8
    -- expect: 17	16 9 5 1 7 3 8 12 11 10 17 13 6 2 15 4 14
    -- expect: 32	16 32 9 5 1 31 30 29 27 14 26 22 7 3 25 8 12 24 11 23 15 10 19 17 20 2 13 6 18 21 4 28
    -- expect: 33	16 9 24 14 8 31 26 17 13 21 4 32 2 1 27 22 33 3 6 11 5 30 10 19 29 7 25 20 12 18 23 15 28
  end
end
