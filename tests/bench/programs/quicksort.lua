-- Sorts a list with a comparison function.
local turns = 60000
local function qsort(a, lo, hi, lt)
  while lo < hi do
    local p = a[math.floor((lo + hi) / 2)]
    local i, j = lo, hi
    while i <= j do
      while lt(a[i], p) do i = i + 1 end
      while lt(p, a[j]) do j = j - 1 end
      if i <= j then a[i], a[j] = a[j], a[i]; i = i + 1; j = j - 1 end
    end
    qsort(a, lo, j, lt)
    lo = i
  end
end
local s = 0
for r = 1, 3 do
  local a, x = {}, 42
  for i = 1, turns do x = (x * 16807) % 2147483647; a[i] = x end
  qsort(a, 1, #a, function(p, q) return p < q end)
  for i = 2, #a do if a[i-1] > a[i] then s = s + 1 end end
  s = s + a[1]
end
return s
