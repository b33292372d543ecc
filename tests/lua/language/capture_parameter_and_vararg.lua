-- parameters captured, then assigned; closures over values of varargs
local function f(a, b) local g = function() return a, b end a = a + 1 b = b and b .. "!" return g end
print(f(1, "x")()) -- expect: 2	x!
print(f(1)()) -- expect: 2	nil
local function v(...)
  local n, first = select("#", ...), (...)
  local get = function() return n, first end
  first = "changed"
  return get()
end
print(v("a", "b")) -- expect: 2	changed
local function rec(n, acc)
  acc = acc or {}
  acc[#acc + 1] = function() n = n - 1 return n end
  if n > 1 then return rec(n - 1, acc) end
  return acc
end
local t = rec(3)
print(t[1](), t[2](), t[3](), t[1](), t[2]()) -- expect: 2	1	0	1	0
local function method()
  local o = { v = 1 }
  function o:inc() self.v = self.v + 1 local me = self self = nil return me.v end
  return o:inc(), o:inc()
end
print(method()) -- expect: 2	3
