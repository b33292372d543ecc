-- more constants than fit an operand: index and arithmetic on late constants
local s = { "local t = {} local n = 0" }
for i = 1, 400 do s[#s + 1] = "t.k" .. i .. " = 'v" .. i .. "' n = n + " .. i .. ".5" end
s[#s + 1] = "return t.k1, t.k400, n, t['k' .. 300] == 'v300', n > 80000.25, #t.k399 + 1000.5"
print(loadstring(table.concat(s, "\n"))()) -- expect: v1	v400	80400	true	true	1004.5
local u = {}
for i = 1, 300 do u[i] = "'s" .. i .. "'" end
local f = loadstring("local x = ... return " .. table.concat(u, " == x or ") .. " == x")
print(f("s1"), f("s300"), f("s301")) -- expect: true	true	false
