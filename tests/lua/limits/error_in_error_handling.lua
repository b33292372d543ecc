-- overflow inside a message handler and recursive handlers
local function h(m) return h(m) .. "x" end
print(xpcall(function() error("e", 0) end, function(m) local function r() return 1 + r() end return r() end)) -- expect: false	error in error handling
print(xpcall(function() error("e", 0) end, h)) -- expect: false	error in error handling
print(xpcall(function() local function r() return 1 + r() end return r() end, function(m) return #m > 0 and "handled" end)) -- expect: false	handled
print(xpcall(function() error("a", 0) end, function() error("b", 0) end)) -- expect: false	error in error handling
print(pcall(error, "still fine", 0)) -- expect: false	still fine
