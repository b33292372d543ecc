-- range properties over many draws
math.randomseed(2024)
local c = {}
for i = 1, 6000 do local d = math.random(6) c[d] = (c[d] or 0) + 1 end
print(#c, c[1], c[2], c[3], c[4], c[5], c[6]) -- expect: 6	1008	1056	1000	996	952	988
local lo, hi = 1, 0
for i = 1, 5000 do local x = math.random() if x < lo then lo = x end if x > hi then hi = x end end
print(lo >= 0, hi < 1, lo, hi) -- expect: true	true	0.0002207364888027	0.99987530754873
local t = { "a", "b", "c", "d", "e", "f", "g" }
for i = #t, 2, -1 do local j = math.random(i) t[i], t[j] = t[j], t[i] end
print(table.concat(t, " ")) -- expect: e g a c b d f
math.randomseed(99)
local a = math.random()
math.randomseed(99)
print(a == math.random(), math.random() ~= a) -- expect: true	true
