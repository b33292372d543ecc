-- operands are read in the order PUC 5.1 compiles them
local x = 1
local function set(v) x = v return v end
print(x + set(5), x) -- expect: 10	5
x = 1
print(set(5) + x, x) -- expect: 10	5
local t = { v = 1 }
local function bump() t.v = t.v + 1 return t.v end
print(t.v + bump(), bump() + t.v, t.v .. bump(), bump() .. t.v) -- expect: 3	6	34	55
local a = 1
local function seta() a = 10 return 1 end
local r = { a, seta(), a }
print(r[1], r[2], r[3]) -- expect: 1	1	10
local y = a + seta() * a
print(y) -- expect: 20
local function up() x = 100 return 0 end
x = 1
local z = x + up()
print(z) -- expect: 100
