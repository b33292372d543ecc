-- an outer variable captured in one turn and assigned in a later one
local seen, last = {}, nil
for i = 1, 3 do
  seen[i] = function() return last end
  if i == 2 then last = "two" end
end
print(seen[1](), seen[2](), seen[3]()) -- expect: two	two	two
last = "after"
print(seen[1]()) -- expect: after
local acc, cur = {}, 0
while cur < 3 do acc[#acc + 1] = function() return cur end cur = cur + 1 end
print(acc[1](), acc[2](), acc[3]()) -- expect: 3	3	3
local function f(n)
  local r = {}
  repeat local m = n r[#r + 1] = function() m = m + 1 return m, n end n = n - 1 until m <= 1
  return r
end
local r = f(3)
print(r[1]()) -- expect: 4	0
print(r[2]()) -- expect: 3	0
print(r[3]()) -- expect: 2	0
print(r[1]()) -- expect: 5	0
