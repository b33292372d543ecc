-- factorials and powers with arrays of digits
local function mulsmall(a, n)
  local c, r = 0, {}
  for i = 1, #a do local v = a[i] * n + c r[i] = v % 10000 c = math.floor(v / 10000) end
  while c > 0 do r[#r + 1] = c % 10000 c = math.floor(c / 10000) end
  return r
end
local function str(a)
  local r = { tostring(a[#a]) }
  for i = #a - 1, 1, -1 do r[#r + 1] = string.format("%04d", a[i]) end
  return table.concat(r)
end
local f = { 1 }
for i = 2, 30 do f = mulsmall(f, i) end
print(str(f)) -- expect: 265252859812191058636308480000000
local p = { 1 }
for i = 1, 200 do p = mulsmall(p, 2) end
print(str(p)) -- expect: 1606938044258990275541962092341162602522202993782792835301376
print(str(p) == string.format("%.0f", 2 ^ 200)) -- expect: true
local s = 0
for d in str(f):gmatch("%d") do s = s + d end
print(s) -- expect: 117
