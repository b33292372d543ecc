-- many constants in one function
local s = {}
for i = 1, 20000 do s[i] = i .. ".5" end
local t = loadstring("return {" .. table.concat(s, ",") .. "}", "=c")()
print(#t, t[1], t[20000]) -- expect: 20000	1.5	20000.5
for i = 1, 20000 do s[i] = "'k" .. i .. "'" end
t = loadstring("return {" .. table.concat(s, ",") .. "}", "=c")()
print(#t, t[1], t[20000]) -- expect: 20000	k1	k20000
local f = {}
for i = 1, 3000 do f[i] = "k" .. i .. " = " .. i end
t = loadstring("return {" .. table.concat(f, ",") .. "}", "=c")()
print(t.k1, t.k3000) -- expect: 1	3000
