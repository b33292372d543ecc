-- long chains and big pieces
local s = "a" .. "b" .. "c" .. "d" .. "e" .. "f" .. "g" .. "h" .. "i" .. "j" .. 1 .. 2 .. 3 .. 4 .. 5
print(s, #s) -- expect: abcdefghij12345	15
local acc = ""
for i = 1, 200 do acc = acc .. i .. "," end
print(#acc, acc:sub(-12)) -- expect: 692	198,199,200,
local pre = ""
for i = 1, 50 do pre = i % 10 .. pre end
print(pre) -- expect: 09876543210987654321098765432109876543210987654321
local half = ("x"):rep(3000)
local both = half .. half .. half
print(#both, both == ("x"):rep(9000)) -- expect: 9000	true
local t = {}
for i = 1, 100 do t[i] = "'k" .. i .. "'" end
print(#loadstring("return " .. table.concat(t, " .. "))()) -- expect: 292
