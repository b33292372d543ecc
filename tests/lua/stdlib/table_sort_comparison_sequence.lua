-- parity L10: the comparator is called with these pairs
local function trace(t, f)
  local r = {}
  table.sort(t, function(a, b) r[#r + 1] = a .. "<" .. b return f(a, b) end)
  return table.concat(r, " ")
end
local lt = function(a, b) return a < b end
print(trace({ 3, 1, 2 }, lt)) -- expect: 2<3 1<2
print(trace({ 1, 2, 3 }, lt)) -- expect: 3<1 2<1 3<2
print(trace({ 5, 4, 3, 2, 1 }, lt)) -- expect: 1<5 3<1 5<3 4<3 3<2 4<3 3<2 5<4 2<1
print(trace({ 1, 2 }, lt)) -- expect: 2<1
print(trace({ 2, 1 }, lt)) -- expect: 1<2
print(trace({ 4, 2, 5, 1, 3, 6 }, lt)) -- expect: 6<4 5<4 6<5 2<5 3<5 1<5 5<5 5<1 1<4 2<1 4<2 3<2 2<3 2<1 4<3
print(#trace({ 7 }, lt)) -- expect: 0
print(trace({ 1, 2, 3, 4, 5, 6, 7 }, lt)) -- expect: 7<1 4<1 7<4 2<4 3<4 6<4 4<5 4<6 4<3 7<5 6<5 7<6 3<1 2<1 3<2
print(trace({ 2, 2, 2, 2 }, lt)) -- expect: 2<2 2<2 2<2 2<2 2<2 2<2 2<2 2<2
