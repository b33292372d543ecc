-- the string hash covers every byte
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = #k .. k:sub(-1) end
  print(table.concat(r, " ")) -- expect: 313 717 111 818 616 515 414 212
  -- expect: 1015 1016 1012 1011 1017 1013 1014 1018
end
local t = {}
for i = 1, 8 do t[("x"):rep(i * 10) .. i] = 1 end
show(t)
t = {}
for i = 1, 8 do t[("y"):rep(100) .. i] = 1 end
show(t)
t = {}
for i = 1, 8 do t[i .. ("z"):rep(200)] = 1 end
local r = {}
for k in pairs(t) do r[#r + 1] = k:sub(1, 1) end
print(table.concat(r)) -- expect: 45238167
t = {}
for i = 1, 8 do t[("a"):rep(30) .. i .. ("b"):rep(30)] = 1 end
r = {}
for k in pairs(t) do r[#r + 1] = k:sub(31, 31) end
print(table.concat(r)) -- expect: 65817324
t = {}
for i = 0, 7 do t[string.char(i, 255 - i)] = i end
r = {}
for k, v in pairs(t) do r[#r + 1] = v end
print(table.concat(r)) -- expect: 71043526
t = { [""] = 1, ["\0"] = 2, ["\0\0"] = 3, ["\0\0\0"] = 4, a = 5 }
r = {}
for k, v in pairs(t) do r[#r + 1] = v end
print(table.concat(r)) -- expect: 12345
