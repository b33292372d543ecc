-- a loaded chunk sees globals, not the locals of the caller
local secret = 1
print(pcall(loadstring("return secret", "=c"))) -- expect: false	c:1: Script attempted to access nonexistent global variable 'secret'
print(loadstring("return type(string)")()) -- expect: table
local f = loadstring("local n = 0 return function() n = n + 1 return n end")
local a, b = f(), f()
print(a(), a(), b()) -- expect: 1	2	1
print(loadstring("return loadstring('return 1 + 1')()")()) -- expect: 2
print(loadstring("local t = ... t.x = 5 return t")({}).x) -- expect: 5
print(loadstring("return function(self) return self end")()("me")) -- expect: me
print(loadstring("return (function(...) return select('#', ...) end)(...)")(1, nil)) -- expect: 2
