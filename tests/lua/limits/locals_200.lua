-- parity L13: two hundred locals in one function, not one more
local function chunk(n)
  local s = {}
  for i = 1, n do s[i] = "local a" .. i .. " = " .. i end
  return table.concat(s, "\n")
end
print(type(loadstring(chunk(200), "=c"))) -- expect: function
print(loadstring(chunk(201), "=c")) -- expect: nil	c:201: main function has more than 200 local variables
print(loadstring("return function() " .. chunk(201) .. " end", "=c")) -- expect: nil	c:201: function at line 1 has more than 200 local variables
print(loadstring("\n\nreturn function() " .. chunk(201) .. " end", "=c")) -- expect: nil	c:203: function at line 3 has more than 200 local variables
local names = {}
for i = 1, 200 do names[i] = "v" .. i end
print(type(loadstring("local " .. table.concat(names, ",")))) -- expect: function
names[201] = "w"
print(loadstring("local " .. table.concat(names, ","), "=c")) -- expect: nil	c:1: main function has more than 200 local variables
print(type(loadstring(("do local a, b, c end "):rep(300)))) -- expect: function
print(type(loadstring("return function(" .. table.concat(names, ",", 1, 200) .. ") end"))) -- expect: function
print(loadstring("return function(" .. table.concat(names, ",") .. ") end", "=c")) -- expect: nil	c:1: function at line 1 has more than 200 local variables
