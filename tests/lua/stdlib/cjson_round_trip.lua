-- encode of decode gives canonical text
for _, s in ipairs {
  "[1,2,3]", '{"a":1}', '["\\u00e9"]', "[1.0,1e2,-0.50]", '[[],{}]', '{"a":{"b":{"c":[1,[2,[3]]]}}}',
  "[true,false,null]", '"\\/"', '[" \\n"]', "[0.1,1e-10,1e22]", '{"x":[{"y":1},{"y":2}]}'
} do
  print(s, (cjson.encode(cjson.decode(s)):gsub("[\128-\255]", "?"))) -- expect: [1,2,3]	[1,2,3]
  -- expect: {"a":1}	{"a":1}
  -- expect: ["\u00e9"]	["??"]
  -- expect: [1.0,1e2,-0.50]	[1,100,-0.5]
  -- expect: [[],{}]	[{},{}]
  -- expect: {"a":{"b":{"c":[1,[2,[3]]]}}}	{"a":{"b":{"c":[1,[2,[3]]]}}}
  -- expect: [true,false,null]	[true,false,null]
  -- expect: "\/"	"\/"
  -- expect: [" \n"]	[" \n"]
  -- expect: [0.1,1e-10,1e22]	[0.1,1e-10,1e+22]
  -- expect: {"x":[{"y":1},{"y":2}]}	{"x":[{"y":1},{"y":2}]}
end
local deep = cjson.decode(("["):rep(500) .. "1" .. ("]"):rep(500))
local n = 0
while type(deep) == "table" do deep = deep[1] n = n + 1 end
print(n, deep) -- expect: 500	1
