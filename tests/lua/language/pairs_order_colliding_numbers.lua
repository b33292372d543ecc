-- keys that share a main position: chains and moved nodes
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print(table.concat(r, " ")) -- expect: 192.5 64.5 384.5 128.5 320.5 256.5
  -- expect: 192.5 64.5 128.5 256.5 320.5 384.5
  -- expect: 2199023255552 3298534883328 1099511627776 4398046511104 5497558138880 6597069766656
  -- expect: 0 9 -9 c1 c3 c2 3 6 -3 -6 -12 c4 c5 c9 c8 12 c7 c6
  -- expect: 100 102 101 ca ba bb cb aa ab 99 da
end
local t = {}
for i = 1, 6 do t[i * 64 + 0.5] = 1 end
show(t)
t = {}
for i = 6, 1, -1 do t[i * 64 + 0.5] = 1 end
show(t)
t = {}
for i = 1, 6 do t[i * 2 ^ 40] = 1 end
show(t)
t = {}
for i = 1, 9 do t[(i - 5) * 3] = 1 t["c" .. i] = 1 end
show(t)
t = {}
for _, k in ipairs { "aa", "ab", "ba", "bb", "ca", "cb", "da" } do t[k] = 1 t[#k + k:byte()] = 1 end
show(t)
