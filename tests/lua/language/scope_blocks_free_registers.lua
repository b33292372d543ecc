-- manual 2.6: values of a closed block never show up in the next one
do local a, b, c = 1, 2, 3 end
local x, y, z
print(x, y, z) -- expect: nil	nil	nil
do local a = 5; do local b = 6 end end
local p
local q, r
print(p, q, r) -- expect: nil	nil	nil
for i = 1, 2 do local t; print(t, i); t = i end -- expect: nil	1
-- expect: nil	2
while true do local u; print(u); u = 1; break end -- expect: nil
