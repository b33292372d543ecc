-- two hundred locals and long expressions
local s = {}
for i = 1, 200 do s[i] = "local a" .. i .. " = " .. i end
s[201] = "return a1 + a100 + a200"
print(loadstring(table.concat(s, "\n"))()) -- expect: 301
local e = {}
for i = 1, 150 do e[i] = "x" .. i % 3 end
print(loadstring("local x0, x1, x2 = 1, 2, 3 return " .. table.concat(e, " + "))()) -- expect: 300
local nested = ("("):rep(100) .. "1" .. (" + 1)"):rep(100)
print(loadstring("return " .. nested)()) -- expect: 101
local args = {}
for i = 1, 200 do args[i] = tostring(i) end
print(loadstring("local function f(...) return select('#', ...) end return f(" .. table.concat(args, ",") .. ")")()) -- expect: 200
print(loadstring("local f = function(...) return (...) end return " .. ("f("):rep(100) .. "7" .. (")"):rep(100))()) -- expect: 7
