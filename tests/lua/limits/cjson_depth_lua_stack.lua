-- limit: with the depth raised the Lua stack decides
cjson.decode_max_depth(2 ^ 31 - 1)
cjson.encode_max_depth(2 ^ 31 - 1)
local ok, e = pcall(cjson.decode, ("["):rep(20000) .. ("]"):rep(20000))
print(ok, (e:gsub("%d+", "N"))) -- expect: false	Found too many nested data structures (N) at character N
local t = {}
for i = 1, 20000 do t = { t } end
ok, e = pcall(cjson.encode, t)
print(ok, (e:gsub("%d+", "N"))) -- expect: false	Cannot serialise, excessive nesting (N)
print(#cjson.encode(cjson.decode(("["):rep(7000) .. ("]"):rep(7000)))) -- expect: 14000
cjson.decode_max_depth(1000)
cjson.encode_max_depth(1000)
print(cjson.decode_max_depth(), cjson.encode_max_depth()) -- expect: 1000	1000
