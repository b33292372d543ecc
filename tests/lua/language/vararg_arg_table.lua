-- parity G14: old-style arg table exists in vararg functions that do not use ...
local function f(...) return arg.n, arg[1], arg[2], #arg end
print(f()) -- expect: 0	nil	nil	0
print(f(10)) -- expect: 1	10	nil	1
print(f(10, nil, 30)) -- expect: 3	10	nil	3
print(f(nil, nil)) -- expect: 2	nil	nil	0
local function g(a, ...) return a, arg.n, arg[1] end
print(g(1, 2, 3)) -- expect: 1	2	2
local function h(...) arg[1] = "changed" return arg[1], arg.n end
print(h("orig", 2)) -- expect: changed	2
local function used(...) local n = select("#", ...) return n, type(arg) end
print(pcall(used, 1)) -- expect: true	1	nil
local function shadow(...) local arg = "mine" return arg end
print(shadow(1)) -- expect: mine
