-- eight queens: recursion, arrays, early return
local N, count, first = 8, 0
local function ok(a, n, c)
  for i = 1, n - 1 do if a[i] == c or a[i] - i == c - n or a[i] + i == c + n then return false end end
  return true
end
local function add(a, n)
  if n > N then
    count = count + 1
    first = first or table.concat(a, " ")
    return
  end
  for c = 1, N do
    if ok(a, n, c) then a[n] = c add(a, n + 1) end
  end
end
add({}, 1)
print(count, first) -- expect: 92	1 5 8 6 3 7 2 4
