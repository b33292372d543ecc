-- later fields win, positional items are stored in batches of fifty
print(({ x = 1, x = 2 }).x, ({ [1] = "explicit", "positional" })[1], ({ "positional", [1] = "explicit" })[1]) -- expect: 2	positional	positional
local t = { [1] = "e1", [2] = "e2", "p1", "p2", [2] = "late" }
print(t[1], t[2]) -- expect: p1	p2
local src = {}
for i = 1, 60 do src[i] = tostring(i) end
local f = loadstring("return {" .. table.concat(src, ",") .. ", [1]='x', [50]='y', [51]='z', [60]='w'}")
local u = f()
print(#u, u[1], u[50], u[51], u[60]) -- expect: 60	x	y	51	60
local v = loadstring("return {[60] = 'first', " .. table.concat(src, ",") .. "}")()
print(v[60], #v) -- expect: 60	60
