-- parity G8: dump of Lua functions only
print(type(string.dump(function() end)), #string.dump(function() return 1 end) > 20, string.dump(function() end):byte(1, 4)) -- expect: string	true	27	76	117	97
print(pcall(string.dump, string.upper)) -- expect: false	unable to dump given function
print(pcall(string.dump)) -- expect: false	bad argument #1 to '?' (function expected, got no value)
print(pcall(string.dump, nil)) -- expect: false	bad argument #1 to '?' (function expected, got nil)
print(pcall(string.dump, {})) -- expect: false	bad argument #1 to '?' (function expected, got table)
print(pcall(function() string.dump(print == nil or pairs) end)) -- expect: false	user_script:7: unable to dump given function
