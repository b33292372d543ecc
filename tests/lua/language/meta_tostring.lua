-- manual 5.1 tostring: __tostring is used, its result is not checked to be a string
local t = setmetatable({ n = 5 }, { __tostring = function(s) return "obj" .. s.n end })
print(t, tostring(t), #tostring(t)) -- expect: obj5	obj5	4
print(tostring(setmetatable({}, { __tostring = function() return 42 end }))) -- expect: 42
print(type(tostring(setmetatable({}, { __tostring = function() return 42 end }))), type(tostring(setmetatable({}, { __tostring = function() return {} end })))) -- expect: number	table
print(pcall(tostring, setmetatable({}, { __tostring = function() error("inside", 0) end }))) -- expect: false	inside
print(pcall(tostring, setmetatable({}, { __tostring = "str" }))) -- expect: false	attempt to call a string value
print(tostring(setmetatable({}, { __tostring = function() return "a", "b" end })), select("#", tostring(setmetatable({}, { __tostring = function() return "a", "b" end })))) -- expect: a	1
print(pcall(function() return "x" .. t end)) -- expect: false	user_script:9: attempt to concatenate upvalue 't' (a table value)
print(pcall(string.format, "%s", t)) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(table.concat, { t })) -- expect: false	invalid value (table) at index 1 in table for 'concat'
print(type(tostring(setmetatable({}, { __tostring = function() end })))) -- expect: nil
