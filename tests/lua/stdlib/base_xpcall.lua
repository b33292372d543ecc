-- manual 5.1 xpcall
local function h(m) return "h:" .. tostring(m), "second" end
print(xpcall(function() return 1, nil, 2 end, h)) -- expect: true	1	nil	2
print(xpcall(function() error("e", 0) end, h)) -- expect: false	h:e
print(xpcall(function() error("e") end, h)) -- expect: false	h:user_script:5: e
print(xpcall(function() error() end, h)) -- expect: false	h:nil
print(xpcall(function() error({}) end, function(m) return type(m) end)) -- expect: false	table
print(xpcall(function() local x = nil; return x.y end, h)) -- expect: false	h:user_script:8: attempt to index local 'x' (a nil value)
print(xpcall(nil, h)) -- expect: false	h:attempt to call a nil value
print(xpcall(5, h)) -- expect: false	h:attempt to call a number value
print(xpcall(function(...) return select("#", ...) end, h, 1, 2)) -- expect: true	0
print(xpcall(function() error("a", 0) end, function(m) error("in handler", 0) end)) -- expect: false	error in error handling
print(xpcall(function() error("a", 0) end, function(m) local z = nil; return z.z end)) -- expect: false	error in error handling
print(xpcall(function() error("x", 0) end, nil)) -- expect: false	error in error handling
print(xpcall(function() error("x", 0) end, 5)) -- expect: false	error in error handling
print(pcall(xpcall)) -- expect: false	bad argument #2 to '?' (value expected)
print(pcall(xpcall, print)) -- expect: false	bad argument #2 to '?' (value expected)
print(xpcall(function() return "ok" end, nil)) -- expect: true	ok
print(xpcall(print == 1, h)) -- expect: false	h:attempt to call a boolean value
print(xpcall(function() return xpcall(function() error("in", 0) end, h) end, h)) -- expect: true	false	h:in
print(xpcall(error, h)) -- expect: false	h:nil
print(select("#", xpcall(function() error("e", 0) end, h)), select("#", xpcall(function() error("e", 0) end, function() end))) -- expect: 2	2
print(xpcall(function() error({ err = "table" }) end, function(e) return type(e), e.err end)) -- expect: false	table
print(xpcall(function() error({ err = "table" }) end, function(e) return e.err end)) -- expect: false	table
