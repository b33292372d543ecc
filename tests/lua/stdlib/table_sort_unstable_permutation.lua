-- parity L10: the 5.1 quicksort leaves equal keys in this order
local function perm(n, m)
  local t = {}
  for i = 1, n do t[i] = i end
  table.sort(t, function(a, b) return a % m < b % m end)
  return table.concat(t, ",")
end
print(perm(10, 3)) -- expect: 9,6,3,7,1,10,4,2,8,5
print(perm(10, 1)) -- expect: 1,6,7,8,9,5,3,4,2,10
print(perm(10, 2)) -- expect: 10,4,8,2,6,7,5,3,9,1
print(perm(20, 4)) -- expect: 20,12,16,4,8,9,17,13,1,5,14,2,10,18,6,3,15,11,7,19
print(perm(7, 7)) -- expect: 7,1,2,3,4,5,6
print(perm(30, 5)) -- expect: 30,10,20,25,5,15,1,6,21,11,16,26,2,22,27,17,7,12,18,23,8,13,28,3,9,24,29,4,19,14
print(perm(2, 1), perm(3, 1), perm(4, 1), perm(5, 1), perm(6, 1)) -- expect: 1,2	1,2,3	1,3,2,4	1,4,3,2,5	1,4,5,3,2,6
local function permr(n, m)
  local t = {}
  for i = 1, n do t[i] = n + 1 - i end
  table.sort(t, function(a, b) return a % m > b % m end)
  return table.concat(t, ",")
end
print(permr(10, 3)) -- expect: 2,5,8,4,10,1,7,9,3,6
print(permr(16, 4)) -- expect: 7,11,3,15,14,10,6,2,5,1,9,13,8,12,4,16
print(permr(25, 2)) -- expect: 25,9,11,15,7,3,5,17,13,1,23,21,19,2,6,4,24,14,22,18,12,8,20,10,16
local function words(w)
  local t = {}
  for x in w:gmatch("%a+") do t[#t + 1] = x end
  table.sort(t, function(a, b) return #a < #b end)
  return table.concat(t, " ")
end
print(words("the quick brown fox jumps over the lazy dog and runs away from a big bad bear")) -- expect: a and bad the big the dog fox lazy from over away bear runs quick brown jumps
