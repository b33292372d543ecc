-- limit: containers in cjson
local function nest(n) return ("["):rep(n) .. ("]"):rep(n) end
print(#cjson.encode(cjson.decode(nest(1000)))) -- expect: 2000
print(pcall(cjson.decode, nest(1001))) -- expect: false	Found too many nested data structures (1001) at character 1001
local t = cjson.decode(nest(1000))
print(pcall(cjson.encode, { t })) -- expect: false	Cannot serialise, excessive nesting (1001)
print(pcall(cjson.encode, cjson.decode(('{"a":'):rep(999) .. "1" .. ("}"):rep(999)) ) == true) -- expect: true
cjson.decode_max_depth(3000)
cjson.encode_max_depth(3000)
print(#cjson.encode(cjson.decode(nest(3000)))) -- expect: 6000
print(pcall(cjson.decode, nest(3001))) -- expect: false	Found too many nested data structures (3001) at character 3001
cjson.decode_max_depth(1000)
cjson.encode_max_depth(1000)
print(pcall(cjson.decode, nest(1001))) -- expect: false	Found too many nested data structures (1001) at character 1001
