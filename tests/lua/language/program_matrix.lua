-- matrices of rows, determinant, transpose, identity
local function mul(a, b)
  local r = {}
  for i = 1, #a do
    r[i] = {}
    for j = 1, #b[1] do local s = 0 for k = 1, #b do s = s + a[i][k] * b[k][j] end r[i][j] = s end
  end
  return r
end
local function show(m)
  local r = {}
  for i, row in ipairs(m) do r[i] = table.concat(row, " ") end
  return table.concat(r, " | ")
end
local function det(m)
  local n = #m
  if n == 1 then return m[1][1] end
  local d = 0
  for c = 1, n do
    local s = {}
    for i = 2, n do
      local row = {}
      for j = 1, n do if j ~= c then row[#row + 1] = m[i][j] end end
      s[#s + 1] = row
    end
    d = d + (c % 2 == 1 and 1 or -1) * m[1][c] * det(s)
  end
  return d
end
local a, b = { { 1, 2 }, { 3, 4 } }, { { 0, 1 }, { 1, 0 } }
print(show(mul(a, b))) -- expect: 2 1 | 4 3
print(show(mul(mul(a, a), a))) -- expect: 37 54 | 81 118
print(det(a), det { { 2, 0, 1 }, { 1, 3, 2 }, { 1, 1, 4 } }, det { { 1, 2, 3, 4 }, { 2, 3, 1, 2 }, { 1, 1, 1, -1 }, { 1, 0, -2, -6 } }) -- expect: -2	18	-1
local fibm = { { 1, 1 }, { 1, 0 } }
local r = { { 1, 0 }, { 0, 1 } }
local n = 60
while n > 0 do if n % 2 == 1 then r = mul(r, fibm) end fibm = mul(fibm, fibm) n = math.floor(n / 2) end
print(string.format("%.0f", r[1][2])) -- expect: 1548008755920
