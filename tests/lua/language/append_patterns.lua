-- appending to itself, to fields, to table slots, from the front, with numbers
local s = "ab"
s = s .. s
s = s .. s .. s
print(s, #s) -- expect: abababababab	12
local t = { k = "k" }
t.k = t.k .. "1"
t.k = t.k .. t.k
t[1] = "i"
t[1] = t[1] .. 2 .. t[1]
print(t.k, t[1]) -- expect: k1k1	i2i
local p = ""
for i = 1, 9 do p = i .. p end
print(p) -- expect: 987654321
local long = ""
for i = 1, 300 do long = long .. "0123456789" if i % 100 == 0 then print(#long, long:sub(-3)) end end -- expect: 1000	789
-- expect: 2000	789
-- expect: 3000	789
local u, v = "", ""
for i = 1, 50 do u = u .. "u" v = v .. u:sub(-1) .. "v" end
print(#u, #v, v:sub(1, 6)) -- expect: 50	100	uvuvuv
local n = 0
local acc = ""
while #acc < 100 do n = n + 1 acc = acc .. n end
print(n, #acc) -- expect: 55	101
local function f(str) str = str .. "-f" return str end
local orig = ("o"):rep(60)
print(f(orig):sub(-4), #orig, f(orig) == orig .. "-f") -- expect: oo-f	60	true
