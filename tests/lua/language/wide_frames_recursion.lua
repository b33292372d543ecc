-- deep recursion of functions with many registers
local names, init = {}, {}
for i = 1, 150 do names[i] = "v" .. i init[i] = "n + " .. i end
local f = loadstring("local f f = function(n) if n == 0 then return 0 end local " .. table.concat(names, ",") .. " = " .. table.concat(init, ",") .. " local r = f(n - 1) return r + v1 - n + v150 - n - 150 end return f")()
print(f(10), f(1000), f(10000)) -- expect: 10	1000	10000
local function va(n, ...) if n == 0 then return select("#", ...) end return (va(n - 1, n, ...)) end
print(va(200)) -- expect: 200
local function many(n, ...) if n == 0 then return ... end return many(n - 1, ...) end
print(select("#", many(1000, unpack({}, 1, 200)))) -- expect: 200
local p = {}
for i = 1, 190 do p[i] = "a" .. i end
local g = loadstring("return function(" .. table.concat(p, ",") .. ",...) local x={...} return #x,a1,a190 end")()
print(select("#", g()), tostring((g()))) -- expect: 3	0
