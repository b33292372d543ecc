-- everything a protected call can return
print(pcall(function(...) return ... end)) -- expect: true
print(pcall(function(...) return ... end, 1, nil, 3, nil)) -- expect: true	1	nil	3	nil
print(select("#", pcall(function(...) return ... end, nil, nil))) -- expect: 3
local t = {}
for i = 1, 300 do t[i] = i end
print(select("#", pcall(unpack, t)), (select(301, pcall(unpack, t)))) -- expect: 301	300
print(pcall(type, nil)) -- expect: true	nil
print(pcall(type)) -- expect: false	bad argument #1 to '?' (value expected)
print((pcall(error))) -- expect: false
print(pcall(string.upper, "x")) -- expect: true	X
print(pcall(("x").rep, "ab", 2)) -- expect: true	abab
print(pcall(setmetatable({}, { __call = function(_, a) return a end }), "arg")) -- expect: true	arg
local ok, a, b = pcall(function() return "a", "b" end)
print(ok, a, b) -- expect: true	a	b
print(pcall(next, {})) -- expect: true	nil
print(pcall(select, "#")) -- expect: true	0
print(pcall(rawequal, 1, 1)) -- expect: true	true
