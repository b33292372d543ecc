-- parity L3: folding to -0, and slots of nested functions are separate
print(loadstring("return -0.0, 0")()) -- expect: -0	-0
print(loadstring("return 0 * -1, 0")()) -- expect: -0	-0
print(loadstring("return 0, 0 * -1")()) -- expect: 0	0
print(loadstring("return 0 / -5, 1 / 0")()) -- expect: -0	-inf
print(loadstring("local x = -0 return 0 / x, (function() return 0 end)()")()) -- expect: -nan	0
print(loadstring("local x = 0 return (function() return -0 end)(), x, -x")()) -- expect: -0	0	-0
print(loadstring("return - 0, -(-0), 0")()) -- expect: -0	-0	-0
print(loadstring("local t = {-0, 0, [0] = 1} return t[1], t[2], t[-0]")()) -- expect: -0	-0	1
