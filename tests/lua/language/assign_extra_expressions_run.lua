-- surplus expressions are still evaluated
local n = 0
local function tick() n = n + 1 return n end
local a = tick(), tick(), tick()
print(a, n) -- expect: 1	3
local b
b = tick(), tick()
print(b, n) -- expect: 4	5
local t = {}
t[tick()] = tick(), tick()
print(n, t[6], t[7]) -- expect: 8	7	nil
