-- thousands of functions in one chunk
local s = { "local t = {}" }
for i = 1, 3000 do s[#s + 1] = "t[" .. i .. "] = function(x) return x + " .. i .. " end" end
s[#s + 1] = "return t"
local t = loadstring(table.concat(s, "\n"))()
print(#t, t[1](1), t[1500](1), t[3000](1)) -- expect: 3000	2	1501	3001
local u = 0
for i = 1, 3000 do u = u + t[i](0) end
print(u) -- expect: 4501500
local nest = ("return function() "):rep(80) .. "return 'core' " .. ("end "):rep(80)
local f = loadstring(nest)
for i = 1, 80 do f = f() end
print(f()) -- expect: core
for i = 1, 500 do local g = loadstring("return " .. i) if g() ~= i then print("bad") end end
print(loadstring("return 'after'")()) -- expect: after
