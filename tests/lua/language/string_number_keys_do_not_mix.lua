-- conversions never apply to table keys, equality or concatenation results
local t = {}
t[1] = "n"
t["1"] = "s"
t[01] = "n2"
t["01"] = "s2"
t[1e0] = "n3"
t["1e0"] = "s3"
print(t[1], t["1"], t["01"], t["1e0"], #t) -- expect: n3	s	s2	s3	1
t[10 .. ""] = "joined"
print(t["10"], t[10]) -- expect: joined	nil
for k, v in pairs { 5 } do print(t[k], t[tostring(k)], t[k .. ""]) end -- expect: n3	s	s
print(1 == "1", "1" == 1 .. "", tonumber("1") == 1, t[tonumber("1")]) -- expect: false	true	true	n3
local u = {}
for _, k in ipairs { "1", "2", "3" } do u[k] = k end
print(#u, u[1], u["1"]) -- expect: 0	nil	1
for _, k in ipairs { "1", "2", "3" } do u[k + 0] = k end
print(#u, u[1]) -- expect: 3	1
