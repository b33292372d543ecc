-- limit: unary, right associative and mixed operator chains
local function n(k) return loadstring("return " .. ("not "):rep(k) .. "1", "=c") end
print(n(197)()) -- expect: false
print(n(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function m(k) return loadstring("return " .. ("- "):rep(k) .. "1", "=c") end
print(m(197)()) -- expect: -1
print(m(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function e(k) return loadstring("return 1" .. (" ^ 1"):rep(k), "=c") end
print(e(197)()) -- expect: 1
print(e(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function c(k) return loadstring("return 'a'" .. (" .. 'a'"):rep(k), "=c") end
print(#c(197)()) -- expect: 198
print(c(198)) -- expect: nil	c:1: chunk has too many syntax levels
local function h(k) return loadstring("return " .. ("#"):rep(k) .. "'x'", "=c") end
print(type(h(197))) -- expect: function
print(h(198)) -- expect: nil	c:1: chunk has too many syntax levels
