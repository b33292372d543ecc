-- limit: control structure too long
local body = ("x = x + 1 "):rep(140000)
print(loadstring("local x = 0 for i = 1, 2 do " .. body .. "end", "=c")) -- expect: nil	c:1: control structure too long near 'end'
print(loadstring("local x = 0 while x do " .. body .. "end", "=c")) -- expect: nil	c:1: control structure too long near 'end'
print(type(loadstring("local x = 0 " .. body, "=c"))) -- expect: function
