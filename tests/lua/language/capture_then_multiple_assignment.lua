-- captured variables changed by multiple assignment, swaps and function statements
local a, b = 1, 2
local function get() return a, b end
a, b = b, a
print(get()) -- expect: 2	1
a, b = 10
print(get()) -- expect: 10	nil
local f
local function call() return f and f() end
print(call()) -- expect: nil
function f() return "statement" end
print(call()) -- expect: statement
local t = { 1 }
local i = 1
local function show() return i, t[1], t[2] end
i, t[i] = i + 1, "at old i"
print(show()) -- expect: 2	at old i	nil
for k, v in pairs { x = 1 } do a = k .. v end
print(get()) -- expect: x1	nil
local c, d = (function() return 7, 8 end)()
local function cd() return c, d end
c, d = d, c
print(cd()) -- expect: 8	7
