-- a local function can rebind itself; recursion goes through the variable
local function f(n) if n > 0 then return f(n - 1) end return "original" end
local g = f
f = function() return "replaced" end
print(g(3), f()) -- expect: replaced	replaced
local function h(n)
  if n == 0 then return 0 end
  local r = h
  h = function() return "patched" end
  return r(n - 1)
end
print(h(2), h()) -- expect: patched	patched
local mt = setmetatable({}, { __call = function(self, n) if n == 0 then return "done" end return self(n - 1) end })
print(mt(5)) -- expect: done
