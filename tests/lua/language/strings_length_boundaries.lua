-- equality and table keys around internal size limits
for _, n in ipairs { 0, 1, 15, 16, 31, 32, 39, 40, 41, 63, 64, 100, 255, 256, 1000 } do
  local a, b = ("s"):rep(n), table.concat({ ("s"):rep(math.floor(n / 2)), ("s"):rep(n - math.floor(n / 2)) })
  local t = { [a] = n }
  if not (a == b and t[b] == n and t[a .. "x"] == nil and (a < b) == false and a <= b and #a == n and rawequal(a, b)) then print("bad", n) end
end
local k40, k41 = ("k"):rep(40), ("k"):rep(41)
local t = {}
t[k40] = 1
t[k41] = 2
print(t[k40], t[k41], t[k41:sub(1, 40)], t[k40 .. "k"], t[("kk"):rep(20)]) -- expect: 1	2	1	2	1
local m = {}
for i = 1, 200 do m[("p"):rep(30) .. i .. ("q"):rep(i % 30)] = i end
local s = 0
for i = 1, 200 do s = s + m[("p"):rep(30) .. i .. ("q"):rep(i % 30)] end
print(s) -- expect: 20100
m[k41] = nil
t[k41] = nil
print(t[k41], t[k40], next(t)) -- expect: nil	1	kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk	1
