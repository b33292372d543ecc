-- a call or ... as the last field is expanded, with batches before it
local function three() return "x", "y", "z" end
local function mk(...) return { 1, 2, ... } end
print(#{ three() }, #{ three(), three() }, #{ (three()) }, #{ three(), nil }, #{ x = three() }, #{ [1] = three() }) -- expect: 3	4	1	1	0	1
print(#mk(three()), #mk(), mk("a")[3]) -- expect: 5	2	a
local parts = {}
for i = 1, 49 do parts[i] = "0" end
local f = loadstring("return function(...) return {" .. table.concat(parts, ",") .. ", ...} end")()
print(#f(), #f(1), #f(1, 2, 3), f(1, 2, 3)[52]) -- expect: 49	50	52	3
print(#{ three(); }, #{ three(), }, unpack({ three(), n = 1 })) -- expect: 3	3	x
