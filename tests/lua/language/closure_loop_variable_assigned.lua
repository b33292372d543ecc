-- assigning the loop variable inside the body, captured or not
local t = {}
for i = 1, 3 do
  local function bump() i = i + 10 end
  bump()
  t[#t + 1] = i
end
print(table.concat(t, " ")) -- expect: 11 12 13
local u = {}
for i = 1, 3 do u[i] = function() i = i + 1 return i end u[i]() end
print(u[1](), u[2](), u[3](), u[1]()) -- expect: 3	4	5	4
local s = ""
for k, v in pairs { 10, 20, 30 } do
  local f = function() k = k + 100 v = v + k return v end
  s = s .. f() .. "," .. k .. ";"
end
print(s) -- expect: 111,101;122,102;133,103;
