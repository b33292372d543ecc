-- __call of a callable table is one level only in 5.1
local inner = setmetatable({}, { __call = function(self, ...) return "inner", select("#", ...) end })
local outer = setmetatable({}, { __call = inner })
print(pcall(function() return outer(1, 2) end)) -- expect: false	user_script:4: attempt to call upvalue 'outer' (a table value)
local bad = setmetatable({}, { __call = 5 })
print(pcall(function() return bad() end)) -- expect: false	user_script:6: attempt to call upvalue 'bad' (a table value)
print(pcall(bad)) -- expect: false	attempt to call a table value
local none = setmetatable({}, {})
print(pcall(function() none() end)) -- expect: false	user_script:9: attempt to call upvalue 'none' (a table value)
print(pcall(none, 1)) -- expect: false	attempt to call a table value
local str = setmetatable({}, { __call = string.upper })
print(pcall(function() return str("x") end)) -- expect: false	user_script:12: bad argument #1 to 'str' (string expected, got table)
local tos = setmetatable({}, { __call = select })
print(pcall(function() return tos(2) end)) -- expect: false	user_script:14: bad argument #1 to 'tos' (number expected, got table)
