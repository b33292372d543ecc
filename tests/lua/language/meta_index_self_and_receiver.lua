-- the handler function receives the table that holds the handler, not the original one
local inner = setmetatable({ id = "inner" }, { __index = function(t, k) return rawget(t, "id") .. ":" .. k end })
local outer = setmetatable({ id = "outer" }, { __index = inner })
print(outer.foo, inner.foo, outer.id) -- expect: inner:foo	inner:foo	outer
local top = setmetatable({}, { __index = outer })
print(top.bar, top.id) -- expect: inner:bar	outer
local methods = { hello = function(self) return "hello " .. self.name end }
local o = setmetatable({ name = "o" }, { __index = methods })
print(o:hello()) -- expect: hello o
local s = setmetatable({}, { __index = "a string" })
print(s.upper == string.upper, s.foo, pcall(function() return s:len() end)) -- expect: true	nil	false	user_script:11: calling 'len' on bad self (string expected, got table)
