-- manual 2.5: parentheses cut to one value
local function f() return 1, 2, 3 end
print((f()), (f())) -- expect: 1	1
print(select("#", (f())), select("#", f()), select("#", ((f())))) -- expect: 1	3	1
local t = { (f()) }
print(#t) -- expect: 1
t = { f(), (f()) }
print(#t) -- expect: 2
print((select(2, f())), (("x"):find("x"))) -- expect: 2	1
local function v(...) return (...) end
print(v(1, 2), v(), v(nil, 1), select("#", v())) -- expect: 1	nil	nil	1
local a, b = (f())
print(a, b) -- expect: 1	nil
