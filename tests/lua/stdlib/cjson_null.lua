-- parity J8: cjson.null
print(type(cjson.null), tostring(cjson.null), cjson.null == nil, not cjson.null, cjson.null and "truthy") -- expect: userdata	userdata: (nil)	false	false	truthy
local t = cjson.decode('{"a":null,"b":[null]}')
print(t.a == cjson.null, t.b[1] == cjson.null, #t.b, t.c) -- expect: true	true	1	nil
print(cjson.encode { cjson.null, a = nil }, cjson.encode { x = cjson.null }) -- expect: [null]	{"x":null}
print(pcall(function() return cjson.null.x end)) -- expect: false	user_script:6: attempt to index field 'null' (a userdata value)
print(pcall(function() return cjson.null + 1 end)) -- expect: false	user_script:7: attempt to perform arithmetic on field 'null' (a userdata value)
print(pcall(function() return cjson.null() end)) -- expect: false	user_script:8: attempt to call field 'null' (a userdata value)
print(pcall(function() return cjson.null .. "" end)) -- expect: false	user_script:9: attempt to concatenate field 'null' (a userdata value)
print(pcall(function() return #cjson.null end)) -- expect: false	user_script:10: attempt to get length of field 'null' (a userdata value)
print(pcall(function() return cjson.null < cjson.null end)) -- expect: false	user_script:11: attempt to compare two userdata values
local s = {}
s[cjson.null] = 1
print(s[cjson.null], next(s) == cjson.null, rawequal(cjson.null, cjson.decode("null"))) -- expect: 1	true	true
