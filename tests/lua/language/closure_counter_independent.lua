-- manual 2.6: each execution of a local statement makes new variables
local function counter(n) return function(d) n = n + (d or 1) return n end end
local a, b = counter(0), counter(100)
print(a(), a(), b(), a(5), b(-1), a()) -- expect: 1	2	101	7	100	8
local x = 20
local t = {}
for i = 1, 3 do local y = 0 t[i] = function() y = y + 1 return x + y end end
print(t[1](), t[1](), t[2](), t[3]()) -- expect: 21	22	21	21
x = 100
print(t[1](), t[2](), t[3]()) -- expect: 103	102	102
