-- limit: nested blocks and functions
local function b(n) return loadstring(("do "):rep(n) .. ("end "):rep(n), "=c") end
print(type(b(198))) -- expect: function
print(b(199)) -- expect: nil	c:1: chunk has too many syntax levels
local function w(n) return loadstring(("while false do "):rep(n) .. ("end "):rep(n), "=c") end
print(type(w(198))) -- expect: function
print(w(199)) -- expect: nil	c:1: chunk has too many syntax levels
local function i(n) return loadstring(("if a then "):rep(n) .. ("end "):rep(n), "=c") end
print(type(i(198))) -- expect: function
print(i(199)) -- expect: nil	c:1: chunk has too many syntax levels
local function r(n) return loadstring(("repeat "):rep(n) .. ("until true "):rep(n), "=c") end
print(type(r(198))) -- expect: function
print(r(199)) -- expect: nil	c:1: chunk has too many syntax levels
local function f(n) return loadstring(("return function() "):rep(n) .. ("end "):rep(n), "=c") end
print(type(f(99))) -- expect: function
print(f(100)) -- expect: nil	c:1: chunk has too many syntax levels
local function lf(n) return loadstring(("local function f() "):rep(n) .. ("end "):rep(n), "=c") end
print(type(lf(198))) -- expect: function
print(lf(199)) -- expect: nil	c:1: chunk has too many syntax levels
