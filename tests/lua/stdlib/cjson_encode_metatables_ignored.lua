-- encoding is raw
local t = setmetatable({ 1, 2 }, {
  __index = function() return "no" end, __len = function() return 5 end,
  __tostring = function() return "t" end
})
print(cjson.encode(t)) -- expect: [1,2]
print(cjson.encode(setmetatable({}, { __index = { a = 1 } }))) -- expect: {}
print(cjson.encode(setmetatable({ x = 1 }, { __pairs = error }))) -- expect: {"x":1}
print(pcall(cjson.encode, setmetatable({ f = 1 }, { __call = print }))) -- expect: true	{"f":1}
