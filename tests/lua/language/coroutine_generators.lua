-- iterators from coroutines
local function range(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local s = 0
for v in range(5) do s = s + v end
print(s) -- expect: 15
local function perm(a, n)
  n = n or #a
  if n <= 1 then coroutine.yield(table.concat(a)) else
    for i = 1, n do a[n], a[i] = a[i], a[n] perm(a, n - 1) a[n], a[i] = a[i], a[n] end
  end
end
local r = {}
for p in coroutine.wrap(function() perm { "a", "b", "c" } end) do r[#r + 1] = p end
print(table.concat(r, " ")) -- expect: bca cba cab acb bac abc
local function tree(t) if t then tree(t.l) coroutine.yield(t.v) tree(t.r) end end
local t = { v = 4, l = { v = 2, l = { v = 1 }, r = { v = 3 } }, r = { v = 5 } }
local o = ""
for v in coroutine.wrap(function() tree(t) end) do o = o .. v end
print(o) -- expect: 12345
local function filter(p, g)
  return coroutine.wrap(function() for x in g do if p(x) then coroutine.yield(x) end end end)
end
local e = {}
for v in filter(function(x) return x % 2 == 0 end, range(9)) do e[#e + 1] = v end
print(table.concat(e, ",")) -- expect: 2,4,6,8
