-- comparisons with NaN end the loop at once; inf bounds
local nan, inf = 0 / 0, 1 / 0
local function count(a, b, c)
  local n = 0
  for i = a, b, c do n = n + 1 if n >= 7 then break end end
  return n
end
print(count(nan, 1, 1), count(1, nan, 1), count(1, 2, nan), count(nan, nan, nan)) -- expect: 0	0	0	0
print(count(1, inf, 1), count(1, -inf, -1), count(inf, inf, 1), count(-inf, 1, 1)) -- expect: 7	7	7	7
print(count(1, inf, inf), count(1, 1e308, 1e308), count(inf, -inf, -1)) -- expect: 0	2	7
print(count(0, -inf, 1), count(-inf, -inf, -1)) -- expect: 0	7
