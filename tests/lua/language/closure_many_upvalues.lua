-- sixty upvalues in one function work
local src = {}
for i = 1, 60 do src[#src + 1] = "local v" .. i .. " = " .. i end
src[#src + 1] = "return function() v1 = v1 + 1 return "
local names = {}
for i = 1, 60 do names[i] = "v" .. i end
src[#src + 1] = table.concat(names, " + ") .. " end"
local f = loadstring(table.concat(src, "\n"))()
print(f(), f()) -- expect: 1831	1832
