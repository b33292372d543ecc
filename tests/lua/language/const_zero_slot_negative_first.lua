-- parity L3: 0 and -0 share a constant slot in one function; the first one wins
local f = loadstring("return tostring(-0), tostring(0)")
print(f()) -- expect: -0	-0
local g = loadstring("return tostring(0), tostring(-0)")
print(g()) -- expect: 0	0
local h = loadstring("local a, b = -0, 0 return 1/a, 1/b")
print(h()) -- expect: -inf	-inf
local i = loadstring("local a, b = 0, -0 return 1/a, 1/b")
print(i()) -- expect: inf	inf
local j = loadstring("local function f() return -0 end return tostring(0), tostring(f())")
print(j()) -- expect: 0	-0
local k = loadstring("local z = -0 return tostring(z), tostring(-z), tostring(0 * 1), tostring(0.0)")
print(k()) -- expect: -0	0	-0	-0
