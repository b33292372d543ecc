-- own sorting algorithms agree with table.sort
local x = 7
local function rnd(n) x = (x * 16807) % 2147483647 return x % n + 1 end
local function copy(t) local r = {} for i, v in ipairs(t) do r[i] = v end return r end
local function quick(t, lo, hi)
  lo, hi = lo or 1, hi or #t
  if lo < hi then
    local p, i = t[hi], lo
    for j = lo, hi - 1 do if t[j] < p then t[i], t[j] = t[j], t[i] i = i + 1 end end
    t[i], t[hi] = t[hi], t[i]
    quick(t, lo, i - 1)
    quick(t, i + 1, hi)
  end
  return t
end
local function merge(t)
  if #t <= 1 then return t end
  local m, l, r = math.floor(#t / 2), {}, {}
  for i = 1, #t do local d = i <= m and l or r d[#d + 1] = t[i] end
  l, r = merge(l), merge(r)
  local o, i, j = {}, 1, 1
  while l[i] or r[j] do
    if not r[j] or (l[i] and l[i] <= r[j]) then o[#o + 1] = l[i] i = i + 1 else o[#o + 1] = r[j] j = j + 1 end
  end
  return o
end
local function heap(t)
  local n = #t
  local function sift(i, e)
    while true do
      local c = i * 2
      if c > e then return end
      if c < e and t[c] < t[c + 1] then c = c + 1 end
      if t[i] >= t[c] then return end
      t[i], t[c] = t[c], t[i]
      i = c
    end
  end
  for i = math.floor(n / 2), 1, -1 do sift(i, n) end
  for e = n, 2, -1 do t[1], t[e] = t[e], t[1] sift(1, e - 1) end
  return t
end
local data = {}
for i = 1, 200 do data[i] = rnd(1000) end
local a, b, c, d = copy(data), quick(copy(data)), merge(copy(data)), heap(copy(data))
table.sort(a)
local same = 0
for i = 1, #a do if a[i] == b[i] and a[i] == c[i] and a[i] == d[i] then same = same + 1 end end
print(same, a[1], a[100], a[200]) -- expect: 200	5	567	974
