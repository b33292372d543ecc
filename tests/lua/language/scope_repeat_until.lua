-- manual 2.4.4: the until condition sees the locals of the body
local n = 0
repeat
  n = n + 1
  local done = n * n > 20
until done
print(n) -- expect: 5
local fs = {}
local i = 0
repeat
  i = i + 1
  local j = i
  fs[i] = function() j = j + 1 return j end
until fs[i]() > 3
print(i, fs[1](), fs[2](), fs[3](), fs[1]()) -- expect: 3	3	4	5	4
