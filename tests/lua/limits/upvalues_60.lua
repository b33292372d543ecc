-- parity L13: sixty upvalues
local function src(n)
  local s = {}
  for i = 1, n do s[i] = "local u" .. i .. " = " .. i end
  s[#s + 1] = "return function() return 0"
  for i = 1, n do s[#s + 1] = "+ u" .. i end
  s[#s + 1] = "end"
  return table.concat(s, "\n")
end
print(loadstring(src(60), "=c")()()) -- expect: 1830
print(loadstring(src(61), "=c")) -- expect: nil	c:124: function at line 62 has more than 60 upvalues
local s = src(61):gsub("\n", " ")
print(loadstring(s, "=c")) -- expect: nil	c:1: function at line 1 has more than 60 upvalues
