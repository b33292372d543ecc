-- manual 5.1 xpcall: the handler's value replaces the error
print(xpcall(function() error("e", 0) end, function(m) return "H(" .. m .. ")" end)) -- expect: false	H(e)
print(xpcall(function() error("e", 0) end, function() return nil end)) -- expect: false	nil
print(xpcall(function() error("e", 0) end, function() end)) -- expect: false	nil
print(xpcall(function() error("e", 0) end, function(m) return m, "dropped" end)) -- expect: false	e
print(xpcall(function() error({ 1, 2 }) end, function(e) return #e end)) -- expect: false	2
print(xpcall(function() return nil + 1 end, function(m) return (m:gsub("user_script", "US")) end)) -- expect: false	US:7: attempt to perform arithmetic on a nil value
print(xpcall(function() undefinedglobal() end, function(m) return m:upper() end)) -- expect: false	USER_SCRIPT:8: SCRIPT ATTEMPTED TO ACCESS NONEXISTENT GLOBAL VARIABLE 'UNDEFINEDGLOBAL'
print(xpcall(error, function(m) return type(m) end)) -- expect: false	nil
print(xpcall(function() error() end, tostring)) -- expect: false	nil
print(xpcall(function() error("x", 0) end, string.upper)) -- expect: false	X
print(xpcall(function() error("x", 0) end, function(m) return xpcall(function() error(m .. "2", 0) end, function(n) return n .. "!" end) end)) -- expect: false	false
print(xpcall(function() error("x", 0) end, function(m) return select(2, pcall(error, m .. "y", 0)) end)) -- expect: false	xy
print(xpcall(xpcall, function(m) return "outer " .. m end)) -- expect: false	outer bad argument #2 to '?' (value expected)
