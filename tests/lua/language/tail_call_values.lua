-- tail calls pass and return all values
local function id(...) return ... end
local function t(...) return id(...) end
print(t(1, nil, 3)) -- expect: 1	nil	3
print(select("#", t()), select("#", t(nil))) -- expect: 0	1
local function u(a, b, c) return id(c, b, a) end
print(u(1, 2, 3)) -- expect: 3	2	1
print((u(1, 2, 3))) -- expect: 3
local function w(...) return select("#", ...) end
local function x(...) return w(..., ...) end
print(x(1, 2, 3)) -- expect: 4
local function y(n, ...) if n == 0 then return ... end return y(n - 1, n, ...) end
print(y(5, "end")) -- expect: 1	2	3	4	5	end
print(pcall(function() return pcall(error, "in tail", 0) end)) -- expect: true	false	in tail
