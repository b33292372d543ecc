-- limit: targets of one assignment, at the outermost level of loadstring
local function a(n) return loadstring("local t = {} " .. ("t.x, "):rep(n - 1) .. "t.x = 1", "=c") end
print(type(a(199))) -- expect: function
print(a(200)) -- expect: nil	c:1: main function has more than 198 variables in assignment
local function v(n) return loadstring("local a " .. ("a, "):rep(n - 1) .. "a = 1 return a", "=c") end
print(v(199)()) -- expect: 1
print(v(200)) -- expect: nil	c:1: main function has more than 198 variables in assignment
