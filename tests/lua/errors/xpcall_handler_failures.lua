-- a failing or wrong handler gives "error in error handling"
print(xpcall(function() error("x") end, function() error("y") end)) -- expect: false	error in error handling
print(xpcall(function() error("x") end, function(m) return m.x.y end)) -- expect: false	error in error handling
print(xpcall(function() error("x") end, {})) -- expect: false	error in error handling
print(xpcall(function() error("x") end, "not a function")) -- expect: false	error in error handling
print(xpcall(function() error("x") end, nil)) -- expect: false	error in error handling
print(xpcall(function() return 1 + nil end, 5)) -- expect: false	error in error handling
print(xpcall(function() return "no error" end, 5)) -- expect: true	no error
print(xpcall(function() error("x", 0) end, setmetatable({}, { __call = function(_, m) return "callable " .. m end }))) -- expect: false	error in error handling
print(pcall(xpcall, function() error("x") end)) -- expect: false	bad argument #2 to '?' (value expected)
print(xpcall(function() error("x", 0) end, function(m) return coroutine.wrap(function() return "co " .. m end)() end)) -- expect: false	co x
print(xpcall(function() error("x", 0) end, error)) -- expect: false	error in error handling
