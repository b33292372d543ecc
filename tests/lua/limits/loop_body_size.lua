-- a jump over a long body still works
local body = ("x = x + 1 "):rep(20000)
print(loadstring("local x = 0 for i = 1, 2 do " .. body .. "end return x", "=c")()) -- expect: 40000
print(loadstring("local x = 0 while x < 30000 do " .. body .. "end return x", "=c")()) -- expect: 40000
print(loadstring("local x = 0 if x == 1 then " .. body .. "else x = 'else' end return x", "=c")()) -- expect: else
