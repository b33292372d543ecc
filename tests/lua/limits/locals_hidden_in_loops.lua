-- hidden loop variables count: 50 nested numeric for fit
local function nest(n) return ("for i = 1, 1 do "):rep(n) .. ("end "):rep(n) end
print(type(loadstring(nest(50), "=c"))) -- expect: function
print(loadstring(nest(51), "=c")) -- expect: nil	c:1: main function has more than 200 local variables
local function nestg(n) return ("for k in pairs(t) do "):rep(n) .. ("end "):rep(n) end
print(type(loadstring(nestg(50), "=c"))) -- expect: function
print(loadstring(nestg(51), "=c")) -- expect: nil	c:1: main function has more than 200 local variables
