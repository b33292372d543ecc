-- manual 2.5.3: and/or yield operands
print(nil and 1, false and 1, 0 and 1, nil or 1, false or nil, 1 or error()) -- expect: nil	false	1	1	nil	1
print(10 or 20, nil or false, nil and nil, false or "x", 1 and 2 and 3, 1 and nil and 3) -- expect: 10	false	nil	x	3	nil
print(nil or false or 3, false and nil or 4, 1 and 2 or 3, nil and 2 or 3) -- expect: 3	4	2	3
print(not 1, not nil, not not 0, not not nil, not (1 and nil)) -- expect: false	true	true	false	true
local x = nil
x = x or "default"
print(x) -- expect: default
local a, b = 1, 2
print(a > b and a or b, a < b and a or b, (a == 1) and (b == 2), not (a == b) and "ne") -- expect: 2	1	true	ne
