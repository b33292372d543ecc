-- an error in a handler goes to the caller with the handler's position
local t = setmetatable({}, {
  __index = function(_, k) error("no field " .. k) end,
  __newindex = function(_, k) error("cannot set " .. k, 2) end,
  __add = function() error({ code = 7 }) end,
  __call = function() error("called", 0) end,
  __lt = function() local x = nil; return x.y end,
  __concat = function(a, b) return a + b end,
})
print(pcall(function() return t.foo end)) -- expect: false	user_script:3: no field foo
print(pcall(function() t.foo = 1 end)) -- expect: false	user_script:11: cannot set foo
print(select(2, pcall(function() return t + 1 end)).code) -- expect: 7
print(pcall(function() return t() end)) -- expect: false	called
print(pcall(function() return t < t end)) -- expect: false	user_script:7: attempt to index local 'x' (a nil value)
print(select(2, pcall(function() return t .. "x" end)).code) -- expect: 7
print(pcall(t)) -- expect: false	called
