-- a variable assigned only inside other closures is still shared
local function mk()
  local v = "start"
  local function get() return v end
  local function set(n) v = n end
  local function both() local old = v v = v .. "+" return old, get() end
  return get, set, both
end
local g, s, b = mk()
print(g()) -- expect: start
s("new")
print(g()) -- expect: new
print(b()) -- expect: new	new+
print(g()) -- expect: new+
local function nest()
  local x = 0
  local function a() local function c() x = x + 1 end c() c() end
  a()
  return x, a
end
local n, a = nest()
print(n) -- expect: 2
a()
print((nest())) -- expect: 2
