-- functions longer than any internal page: constants, chains, statements
local s = {}
for i = 1, 70000 do s[i] = i .. ".25" end
local t = loadstring("return {" .. table.concat(s, ",") .. "}")()
print(#t, t[1], t[65536], t[70000]) -- expect: 70000	1.25	65536.25	70000.25
local chain = loadstring("local t = {} t.b = t return t" .. (".b"):rep(100000) .. " == t")
print(chain()) -- expect: true
local add = {}
for i = 1, 30000 do add[i] = "n = n + " .. i % 7 end
print(loadstring("local n = 0 " .. table.concat(add, " ") .. " return n")()) -- expect: 90000
local ifs = { "local x = ... " }
for i = 1, 5000 do ifs[#ifs + 1] = "if x == " .. i .. " then return 'v" .. i .. "' end" end
local f = loadstring(table.concat(ifs, "\n"))
print(f(1), f(2500), f(5000), f(5001)) -- expect: v1	v2500	v5000
local calls = loadstring("local f = ... local n = 0 " .. ("n = n + f(n) "):rep(10000) .. "return n")
print(calls(function(x) return 1 end)) -- expect: 10000
-- called and returning in the fast ways: no extra arguments, so no shifted registers
local list = "{" .. table.concat(s, ",") .. "}"
local make = loadstring("return function() return " .. list .. " end")()
local function count() local made = make() return #made end
print(count(), #make()) -- expect: 70000	70000
local pick = loadstring("return function(x) local y = " .. list .. " return x + y[70000] end")()
local function pick_last(x) return pick(x) end
local n = 0
for i = 1, 3 do n = n + pick(i) + pick_last(i) end
print(n) -- expect: 420013.5
local last = loadstring("local f = ... return function(x) local y = " .. list .. " return f(x, y[70000]) end")
print(last(function(a, b) return a + b end)(0.75)) -- expect: 70001
local none = loadstring("return function() local y = " .. list .. " end")()
print(select("#", none()), pcall(none)) -- expect: 0	true
local co = coroutine.wrap(function() for i = 1, 2 do coroutine.yield(#make() + i) end return pick(1) end)
print(co(), co(), co()) -- expect: 70001	70002	70001.25
