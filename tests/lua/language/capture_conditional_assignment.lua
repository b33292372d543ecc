-- variables captured before a conditional assignment
local function f(flag)
  local v = "unset"
  local get = function() return v end
  if flag then v = "set" end
  return get(), get
end
print((f(true))) -- expect: set
print((f(false))) -- expect: unset
local function g(n)
  local x = n
  local h = function() return x end
  if n > 0 then x = x * 2 elseif n < 0 then x = -x end
  local k = function() return x end
  return h(), k()
end
print(g(5)) -- expect: 10	10
print(g(-5)) -- expect: 5	5
print(g(0)) -- expect: 0	0
local function o(opts)
  opts = opts or {}
  local name = opts.name
  local get = function() return name or "anon" end
  name = name and name:upper()
  return get()
end
print(o(), o { name = "x" }) -- expect: anon	X
