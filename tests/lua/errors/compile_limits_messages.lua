-- messages of compile-time limits name the function by its line
local many = {}
for i = 1, 201 do many[i] = "local a" .. i end
print(loadstring(table.concat(many, " "), "=c")) -- expect: nil	c:1: main function has more than 200 local variables
print(loadstring("\n\nfunction f()\n" .. table.concat(many, "\n") .. "\nend", "=c")) -- expect: nil	c:205: function at line 3 has more than 200 local variables
print(loadstring("local t = { f = function()\n" .. table.concat(many, " ") .. " end }", "=c")) -- expect: nil	c:2: function at line 1 has more than 200 local variables
local ups, use = {}, {}
for i = 1, 61 do ups[i] = "local u" .. i use[i] = "u" .. i end
print(loadstring(table.concat(ups, " ") .. "\nreturn function()\nreturn " .. table.concat(use, ",") .. "\nend", "=c")) -- expect: nil	c:4: function at line 2 has more than 60 upvalues
print(loadstring("return f(" .. ("1,"):rep(300) .. "1)", "=c")) -- expect: nil	c:1: function or expression too complex near '1'
print(loadstring(("("):rep(300) .. "x" .. (")"):rep(300) .. "()", "=c")) -- expect: nil	c:1: chunk has too many syntax levels
print(loadstring("\n\nreturn " .. ("{"):rep(300), "=c")) -- expect: nil	c:3: chunk has too many syntax levels
