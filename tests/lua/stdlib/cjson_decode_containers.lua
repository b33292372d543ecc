-- arrays and objects
local t = cjson.decode('[1,"a",true,null,[],{},[[2]],{"k":[3]}]')
print(#t, t[1], t[2], t[3], t[4] == cjson.null, #t[5], next(t[6]), t[7][1][1], t[8].k[1]) -- expect: 8	1	a	true	true	0	nil	2	3
t = cjson.decode('{"a":1,"b":{"c":[1,2]},"":"empty","a":2}')
print(t.a, t.b.c[2], t[""], t.missing) -- expect: 2	2	empty	nil
t = cjson.decode('{"1":"one","2":"two"}')
print(t[1], t["1"], #t) -- expect: nil	one	0
print(#cjson.decode("[]"), next(cjson.decode("{}")), #cjson.decode(" [ 1 , 2 ] "), cjson.decode(' { "x" : 1 } ').x) -- expect: 0	nil	2	1
t = cjson.decode("[null,null]")
print(#t, t[1] == cjson.null) -- expect: 2	true
local big = {}
for i = 1, 1000 do big[i] = i end
local d = cjson.decode("[" .. table.concat(big, ",") .. "]")
print(#d, d[1], d[1000]) -- expect: 1000	1	1000
print(cjson.encode(cjson.decode('{"b":1,"a":[1,{"z":null}],"c":"x"}'))) -- expect: {"a":[1,{"z":null}],"c":"x","b":1}
