-- parity J3: an own instance has own settings, also with method-less calls
local j = cjson.new()
print(j.encode_number_precision(), j.encode_number_precision(2), j.encode(1 / 3), cjson.encode(1 / 3)) -- expect: 14	2	0.33	0.33333333333333
print(j.encode_max_depth(1), pcall(j.encode, { {} })) -- expect: 1	false	Cannot serialise, excessive nesting (2)
print(cjson.encode { {} }) -- expect: [{}]
print(j.decode("[1]")[1], j.null == cjson.null, j._NAME, j._VERSION) -- expect: 1	true	cjson	2.1.0
local k = cjson.new()
print(k.encode_number_precision(), k.encode_max_depth()) -- expect: 14	1000
print(pcall(function() j.x = 1 return j.x end)) -- expect: true	1
print(j.encode_invalid_numbers("null"), j.encode(1 / 0), pcall(cjson.encode, 1 / 0)) -- expect: null	null	false	Cannot serialise number: must not be NaN or Inf
print(select("#", cjson.new(1, 2))) -- expect: 1
