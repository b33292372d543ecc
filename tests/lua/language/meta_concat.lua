-- manual 2.8 concat: used when an operand is neither string nor number
local mt = { __concat = function(a, b)
  local function s(v) return type(v) == "table" and "<" .. v[1] .. ">" or tostring(v) end
  return s(a) .. "+" .. s(b)
end }
local t, u = setmetatable({ "t" }, mt), setmetatable({ "u" }, mt)
print(t .. "x", "x" .. t, t .. u, t .. nil, true .. t, t .. 1.5) -- expect: <t>+x	x+<t>	<t>+<u>	<t>+nil	true+<t>	<t>+1.5
print("a" .. "b" .. t, t .. "a" .. "b", "a" .. t .. "b", t .. u .. "z", 1 .. 2 .. t) -- expect: ab+<t>	<t>+ab	a<t>+b	<t>+<u>+z	12+<t>
print(pcall(function() return t .. {} end)) -- expect: false	user_script:3: attempt to concatenate field '?' (a nil value)
print(pcall(function() return {} .. {} end)) -- expect: false	user_script:10: attempt to concatenate a table value
print(pcall(function() return "a" .. {} .. t end)) -- expect: false	user_script:3: attempt to concatenate field '?' (a nil value)
print(pcall(function() return "a" .. "b" .. {} end)) -- expect: false	user_script:12: attempt to concatenate a table value
