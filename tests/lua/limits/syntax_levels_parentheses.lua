-- limit: nested parentheses and constructors
local function p(n) return loadstring("return " .. ("("):rep(n) .. "1" .. (")"):rep(n), "=c") end
print(p(197)()) -- expect: 1
print(p(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function t(n) return loadstring("return " .. ("{"):rep(n) .. ("}"):rep(n), "=c") end
print(type(t(198)())) -- expect: table
print(t(199)) -- expect: nil	c:1: chunk has too many syntax levels
local function i(n)
  return loadstring("local t = {} return " .. ("t["):rep(n) .. "1" .. ("]"):rep(n), "=c")
end
print(type(i(197))) -- expect: function
print(i(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function k(n) return loadstring("return " .. ("{k="):rep(n) .. "1" .. ("}"):rep(n), "=c") end
print(type(k(197))) -- expect: function
print(k(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function c(n) return loadstring("local f return " .. ("f("):rep(n) .. "1" .. (")"):rep(n), "=c") end
print(type(c(197))) -- expect: function
print(c(198)) -- expect: nil	c:1: chunk has too many syntax levels
