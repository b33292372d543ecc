-- variables assigned only before the closure exists, and parameters, are captured too
local a = 1
a = a + 1
local function geta() return a end
print(geta()) -- expect: 2
local function mk(p) p = p .. "!" return function() return p end end
local f1, f2 = mk "x", mk "y"
print(f1(), f2(), f1()) -- expect: x!	y!	x!
local function opt(a, b) a = a or "da" b = b or "db" return function() return a, b end end
print(opt()()) -- expect: da	db
print(opt(1)()) -- expect: 1	db
print(opt(1, 2)()) -- expect: 1	2
