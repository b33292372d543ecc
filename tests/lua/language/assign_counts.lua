-- manual 2.4.3: too many values are dropped, missing ones are nil
local a, b, c = 9, 9, 9
a, b, c = 1, 2
print(a, b, c) -- expect: 1	2	nil
a, b = 1, 2, 3, 4
print(a, b, c) -- expect: 1	2	nil
local function n()
end
local function three() return 1, 2, 3 end
a, b, c = n()
print(a, b, c) -- expect: nil	nil	nil
a, b, c = three(), 10
print(a, b, c) -- expect: 1	10	nil
a, b, c = 10, three()
print(a, b, c) -- expect: 10	1	2
a, b, c = n(), n(), three()
print(a, b, c) -- expect: nil	nil	1
a, b, c = (three())
print(a, b, c) -- expect: 1	nil	nil
