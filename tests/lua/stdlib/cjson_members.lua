-- parity J1: the members of cjson and their types
local r = {}
for k, v in pairs(cjson) do r[#r + 1] = k .. ":" .. type(v) end
table.sort(r)
print(table.concat(r, " ", 1, 7)) -- expect: _NAME:string _VERSION:string decode:function decode_invalid_numbers:function decode_max_depth:function encode:function encode_invalid_numbers:function
print(table.concat(r, " ", 8)) -- expect: encode_keep_buffer:function encode_max_depth:function encode_number_precision:function encode_sparse_array:function new:function null:userdata
print(cjson._NAME, cjson._VERSION, tostring(cjson.null), type(cjson.null), cjson.null == cjson.null, cjson.safe, cjson.empty_array, cjson.array_mt) -- expect: cjson	2.1.0	userdata: (nil)	userdata	true	nil	nil	nil
print(type(cjson.new()), cjson.new() == cjson, cjson.new().null == cjson.null, cjson.new()._VERSION) -- expect: table	false	true	2.1.0
