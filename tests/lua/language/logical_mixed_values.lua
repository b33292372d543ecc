-- truth tables with values in every position of and/or chains
local function v(i) if i == 0 then return nil elseif i == 1 then return false else return i end end
local s = {}
for i = 0, 2 do for j = 0, 2 do for k = 0, 2 do
  local a, b, c = v(i), v(j), v(k)
  s[#s + 1] = tostring(a and b or c):sub(1, 1) .. tostring(a or b and c):sub(1, 1) .. tostring((a or b) and c):sub(1, 1) .. tostring(a and (b or c)):sub(1, 1)
end end end
print(table.concat(s, " ")) -- expect: nnnn fnnn 2nnn nffn fffn 2ffn nnnn fffn 222n nnnf fnnf 2nnf nfff ffff 2fff nnnf ffff 222f n2nn f2ff 2222 n2nn f2ff 2222 22n2 22f2 2222
local function c(a, b)
  local r = a == b and "eq" or a ~= nil and b ~= nil and (a < b and "lt" or "gt")
  return r
end
print(c(1, 1), c(1, 2), c(2, 1), c(nil, 1), c(nil, nil)) -- expect: eq	lt	gt	false	eq
local function d(a, b, c) return a and b and c, a or b or c, not a or b, not (a or b) end
print(d(1, 2, 3)) -- expect: 3	1	2	false
print(d(nil, false, 3)) -- expect: nil	3	true	true
print(d(1, nil, 3)) -- expect: nil	1	nil	false
print(d(nil, nil, nil)) -- expect: nil	nil	true	true
