-- manual 5.1 ipairs: up to the first nil, raw access
local function keys(t)
  local r = {}
  for i, v in ipairs(t) do r[#r + 1] = i .. tostring(v) end
  return #r == 0 and "none" or table.concat(r, " ")
end
print(keys {}, keys { 1, 2, 3 }, keys { nil, 2 }, keys { 1, nil, 3 }, keys { 1, false, 3 }) -- expect: none	11 22 33	none	11	11 2false 33
print(keys { [0] = 0, [1] = 1, [-1] = 2 }, keys { [1] = "a", [2] = "b", [4] = "d" }, keys { x = 1 }) -- expect: 11	1a 2b	none
print(keys(setmetatable({}, { __index = function(_, i) if i < 4 then return i end end }))) -- expect: none
local t = { 1, 2, 3 }
local r = {}
for i, v in ipairs(t) do r[#r + 1] = v if i < 5 then t[#t + 1] = i * 10 end end
print(table.concat(r, " ")) -- expect: 1 2 3 10 20 30 40
t = { 1, 2, 3, 4 }
r = {}
for i, v in ipairs(t) do r[#r + 1] = v t[i + 2] = nil end
print(table.concat(r, " ")) -- expect: 1 2
local f, s, c = ipairs({})
print(type(f), type(s), c) -- expect: function	table	0
print(f({ "a" }, 0)) -- expect: 1	a
print(select("#", f({ "a" }, 1))) -- expect: 0
