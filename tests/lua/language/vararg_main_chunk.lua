-- parity G14: ... of a chunk holds the arguments of the call
local f = loadstring("local a, b = ... return select('#', ...), a, b, ...")
print(f()) -- expect: 0	nil	nil
print(f(1)) -- expect: 1	1	nil	1
print(f(1, 2, 3)) -- expect: 3	1	2	1	2	3
print(f(nil, nil)) -- expect: 2	nil	nil	nil	nil
print(pcall(loadstring("return arg"))) -- expect: false	[string "return arg"]:1: Script attempted to access nonexistent global variable 'arg'
print(pcall(loadstring("return function() return ... end"))) -- expect: false	attempt to call a nil value
