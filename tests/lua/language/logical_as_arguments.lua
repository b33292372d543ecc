-- conditions as values in calls, tables, returns, assignments
local function f(...) return select("#", ...), ... end
print(f(1 < 2, nil or 3, 1 == 1 and "y")) -- expect: 3	true	3	y
local t = { 1 < 2, 2 < 1, x = nil == nil, [1 == 1] = "k" }
print(t[1], t[2], t.x, t[true]) -- expect: true	false	true	k
local function g(a) return a == 1 end
print(g(1), g(2), (g(1))) -- expect: true	false	true
local a, b, c = 1 > 2 or 5, not nil, (nil and 1)
print(a, b, c) -- expect: 5	true	nil
local x = 1
x = x == 1 and x ~= 2
print(x) -- expect: true
local y = { n = 3 }
y.big = y.n > 2 and "big" or "small"
print(y.big, ({ [false] = "no", [true] = "yes" })[y.n > 5]) -- expect: big	no
