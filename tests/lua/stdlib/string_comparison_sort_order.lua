-- strings sort by unsigned bytes
local t = {}
for i = 0, 255, 15 do t[#t + 1] = string.char(i) end
for i = #t, 2, -1 do local j = (i * 7) % i + 1 t[i], t[j] = t[j], t[i] end
table.sort(t)
local r = {}
for i, v in ipairs(t) do r[i] = v:byte() end
print(table.concat(r, " ")) -- expect: 0 15 30 45 60 75 90 105 120 135 150 165 180 195 210 225 240 255
print("a" < "b", "a" < "\255", "\127" < "\128", "a\0z" < "a\1", ("x"):rep(100) .. "a" < ("x"):rep(100) .. "b", "" < "\0", "abc" < "abcd", not ("b" < "a")) -- expect: true	true	true	true	true	true	true	true
