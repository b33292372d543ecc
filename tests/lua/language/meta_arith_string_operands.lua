-- numeric strings win over metamethods only when both convert
local mt = { __add = function(a, b) return "handler" end }
local t = setmetatable({}, mt)
print("10" + 1, "10" + t, t + "10", "abc" + t, t + "abc") -- expect: 11	handler	handler	handler	handler
print(pcall(function() return "abc" + 1 end)) -- expect: false	user_script:5: attempt to perform arithmetic on a string value
print(pcall(function() return "abc" + {} end)) -- expect: false	user_script:6: attempt to perform arithmetic on a string value
print(pcall(function() return {} + "abc" end)) -- expect: false	user_script:7: attempt to perform arithmetic on a table value
print(pcall(function() return "10" + {} end)) -- expect: false	user_script:8: attempt to perform arithmetic on a table value
