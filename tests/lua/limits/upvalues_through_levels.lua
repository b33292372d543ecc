-- an inner function's upvalues count in every function between
local d, u = {}, {}
for i = 1, 61 do d[i] = "local u" .. i .. " = " .. i u[i] = "u" .. i end
print(loadstring(table.concat(d, " ", 1, 60) .. " return function() return function() return " .. table.concat(u, " + ", 1, 60) .. " end end", "=c")()()()) -- expect: 1830
print(loadstring(table.concat(d, " ") .. " return function() return function() return " .. table.concat(u, " + ") .. " end end", "=c")) -- expect: nil	c:1: function at line 1 has more than 60 upvalues
