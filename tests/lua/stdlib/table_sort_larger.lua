-- sums and order on pseudo-random data of several sizes
local x = 12345
local function rnd() x = (x * 1103 + 12345) % 65536 return x end
for _, n in ipairs { 2, 3, 4, 5, 10, 50, 101, 500, 1000 } do
  local t, s = {}, 0 for i = 1, n do t[i] = rnd() s = s + t[i] end
  table.sort(t) local ok, s2 = true, t[1] for i = 2, n do s2 = s2 + t[i] if t[i] < t[i - 1] then ok = false end end
  print(n, ok, s == s2, t[1], t[n]) -- expect: 2	true	true	19305	62928
  -- expect: 3	true	true	6560	43888
  -- expect: 4	true	true	6416	60224
  -- expect: 5	true	true	11305	49497
  -- expect: 10	true	true	2585	55625
  -- expect: 50	true	true	1328	65424
  -- expect: 101	true	true	16	65241
  -- expect: 500	true	true	25	65520
  -- expect: 1000	true	true	48	65513
end
