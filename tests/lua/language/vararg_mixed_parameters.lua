-- manual 2.5.9: named parameters are filled first
local function g(a, b, ...) return a, b, select("#", ...), ... end
print(g()) -- expect: nil	nil	0
print(g(1)) -- expect: 1	nil	0
print(g(1, 2)) -- expect: 1	2	0
print(g(1, 2, 3, 4)) -- expect: 1	2	2	3	4
print(g(nil, nil, nil)) -- expect: nil	nil	1	nil
local o = {}
function o:m(x, ...) return self == o, x, ... end
print(o:m()) -- expect: true	nil
print(o:m(1, 2, 3)) -- expect: true	1	2	3
local function deep(a, ...) if a == nil then return "end" end return a, deep(...) end
print(deep(1, 2, 3)) -- expect: 1	2	3	end
print(deep(1, nil, 3)) -- expect: 1	end
local function sum(...) local s = 0 for i = 1, select("#", ...) do s = s + (select(i, ...)) end return s end
print(sum(), sum(1), sum(1, 2, 3, 4.5)) -- expect: 0	1	10.5
