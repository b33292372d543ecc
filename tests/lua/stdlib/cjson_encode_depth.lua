-- parity J7: one thousand nested tables work, one more does not
local function nest(n) local t = {} for i = 2, n do t = { t } end return t end
print(#cjson.encode(nest(1000)), pcall(cjson.encode, nest(1001))) -- expect: 2000	false	Cannot serialise, excessive nesting (1001)
local function nestk(n) local t = {} for i = 2, n do t = { k = t } end return t end
print(#cjson.encode(nestk(1000)), pcall(cjson.encode, nestk(1001))) -- expect: 5996	false	Cannot serialise, excessive nesting (1001)
print(cjson.encode_max_depth(5), cjson.encode_max_depth(), cjson.encode(nest(5)), pcall(cjson.encode, nest(6))) -- expect: 5	5	[[[[{}]]]]	false	Cannot serialise, excessive nesting (6)
print(cjson.encode_max_depth(1), pcall(cjson.encode, { {} })) -- expect: 1	false	Cannot serialise, excessive nesting (2)
print(cjson.encode_max_depth(1000), cjson.encode_max_depth()) -- expect: 1000	1000
