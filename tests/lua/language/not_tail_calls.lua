-- these look like tail calls and are not: parentheses, arithmetic, several values
local function f(n) if n == 0 then return 1, 2 end return (f(n - 1)) end
print(f(0)) -- expect: 1	2
print(f(1)) -- expect: 1
print(f(100)) -- expect: 1
local function g(n) if n == 0 then return 0 end return 1 + g(n - 1) end
print(g(1000)) -- expect: 1000
local function h(n) if n == 0 then return 1, 2 end return n, h(n - 1) end
print(h(3)) -- expect: 3	2	1	1	2
print(select("#", h(150))) -- expect: 152
local function k(n) if n == 0 then return "x" end local r = k(n - 1) return r end
print(k(1000)) -- expect: x
local function l(n) if n == 0 then return true end return l(n - 1) and n end
print(l(10), l(0)) -- expect: 10	true
