-- a table of common field names, built in two orders
local words = "user session token count limit window key field score member expire now rate bucket lock owner queue job status retry"
local a, b, list = {}, {}, {}
for w in words:gmatch("%a+") do a[w] = #w list[#list + 1] = w end
for i = #list, 1, -1 do b[list[i]] = 1 end
local function keys(t) local r = {} for k in pairs(t) do r[#r + 1] = k end return table.concat(r, " ") end
print(keys(a)) -- expect: score window key lock status retry job user owner expire rate queue count bucket token member now limit session field
print(keys(b)) -- expect: score window key lock status token member user count expire rate job limit bucket now retry queue owner session field
a.user = nil
a.lock = nil
a.extra = 1
print(keys(a)) -- expect: score window key status owner retry job extra expire rate queue count bucket token member now limit session field
