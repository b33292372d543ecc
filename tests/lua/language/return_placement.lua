-- manual 2.4.4: return must end its block; do return end works anywhere
local function f(x) do return x end return "unreached" end
print(f(4)) -- expect: 4
print((function() return end)() == nil, select("#", (function() return end)())) -- expect: true	0
print((function() return 1, nil, nil end)()) -- expect: 1	nil	nil
print(select("#", (function() return nil, nil end)())) -- expect: 2
print(loadstring("return 1 print(2)")) -- expect: nil	[string "return 1 print(2)"]:1: '<eof>' expected near 'print'
print(loadstring("do return 1 end return 2")()) -- expect: 1
print(loadstring("while true do return 'in loop' end")()) -- expect: in loop
print(loadstring("if true then return 1 else return 2 end")()) -- expect: 1
