-- floats, negatives, big and special numbers as keys
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print(table.concat(r, " ")) -- expect: 1 2 3 4 2.5 3.5 1.5 0.5
  -- expect: 8.1 4.1 5.1 6.1 2.1 7.1 3.1 1.1
  -- expect: 100000000 1000000 10000000 10 1000 100000 100 10000
  -- expect: 1e-08 0.1 0.0001 0.01 1e-07 0.001 1e-06 1e-05
  -- expect: -4 -5 -6 -2 -8 -3 -1 -7
  -- expect: -1e+300 1e-300 2147483648 4294967296 inf 9.007199254741e+15 -2147483648 0.1 -inf 1e+300
  -- expect: 0 -0.5 3.5 2.5 1.5 0.5
end
local t = {}
for i = 1, 8 do t[i / 2] = 1 end
show(t)
t = {}
for i = 1, 8 do t[i + 0.1] = 1 end
show(t)
t = {}
for i = 1, 8 do t[10 ^ i] = 1 end
show(t)
t = {}
for i = 1, 8 do t[10 ^ -i] = 1 end
show(t)
t = {}
for i = 1, 8 do t[-i] = 1 end
show(t)
t = {}
for _, v in ipairs { 1e300, -1e300, 1 / 0, -1 / 0, 2 ^ 53, 2 ^ 31, 2 ^ 32, -2 ^ 31, 0.1, 1e-300 } do
  t[v] = 1
end
show(t)
t = { [0] = 1, [-0.5] = 2, [0.5] = 3, [1.5] = 4, [2.5] = 5, [3.5] = 6 }
show(t)
