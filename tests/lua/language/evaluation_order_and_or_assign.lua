-- and/or with side effects on the tested variable
local x
x = x or (function() x = "inner" return "value" end)()
print(x) -- expect: value
local n = 0
local function t() n = n + 1 return n end
local r = t() > 1 and t() or t()
print(r, n) -- expect: 2	2
local a, b = nil, 5
a, b = b and a, a or b
print(a, b) -- expect: nil	5
local y = 3
y = y == 3 and (function() y = 10 return y + 1 end)() or y
print(y) -- expect: 11
local z = { false, nil, 0 }
z[1], z[2] = z[1] or "f", z[2] == nil and "n"
print(z[1], z[2], z[3]) -- expect: f	n	0
