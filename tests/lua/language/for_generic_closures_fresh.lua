-- the loop variables are new in every turn
local fs = {}
for k, v in ipairs { "a", "b", "c" } do fs[k] = function(s) v = v .. (s or "") return k, v end end
print(fs[1]("1")) -- expect: 1	a1
print(fs[2]("2")) -- expect: 2	b2
print(fs[3]("3")) -- expect: 3	c3
print(fs[1]()) -- expect: 1	a1
print(fs[2]()) -- expect: 2	b2
local r = {}
for k, v in ipairs { 5, 6 } do k = k * 10 v = v * 10 r[#r + 1] = k + v end
print(r[1], r[2]) -- expect: 60	80
