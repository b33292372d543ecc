-- Sieves prime numbers in a list of booleans.
local turns = 1000000
local cnt = 0
for r = 1, 4 do
  local N = turns
  local t = {}
  for i = 1, N do t[i] = true end
  cnt = 0
  for i = 2, N do
    if t[i] then
      cnt = cnt + 1
      for j = i + i, N, i do t[j] = false end
    end
  end
end
return cnt
