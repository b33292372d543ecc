-- a coroutine is resumed at other depths and in other ways than it started, and yields likewise
local function deep(n, f, ...) if n == 0 then return f(...) end local a, b = deep(n - 1, f, ...) return a, b end
local function body(a, ...)
  local n = select("#", ...)
  local b, c = coroutine.yield(a, n)
  local d = deep(5, coroutine.yield, b, c)
  local ok, e, f = pcall(coroutine.yield, d)
  local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end})
  local g = t.field
  local list = {coroutine.yield(ok, e, f, g)}
  return #list, deep(300, coroutine.yield, "far")
end
local co = coroutine.create(body)
print(coroutine.resume(co, 1, nil, nil)) -- expect: true	1	2
print(deep(200, coroutine.resume, co, 2, 3)) -- expect: true	2
print(pcall(coroutine.resume, co, 4)) -- expect: true	true	4
print(deep(20, coroutine.resume, co, 5, 6)) -- expect: true	field
local function last(...) return coroutine.resume(...) end
print(last(co, 7)) -- expect: true	true	5	6	7
print(select("#", coroutine.resume(co, unpack({}, 1, 300)))) -- expect: 2
print(coroutine.resume(co, "x", "y", "z")) -- expect: true	0	x	y
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
-- as an iterator, which is resumed with the state and the control variable of the loop
local w = coroutine.wrap(function(s, c) for i = 1, 3 do s, c = coroutine.yield(i, s) end end)
for i, s in w, "s" do print(i, s) end -- expect: 1	s
-- expect: 2	s
-- expect: 3	s
-- inside one another, each moved by the arguments of the other
local inner = coroutine.wrap(function(...) while true do coroutine.yield(select("#", ...)) end end)
local outer = coroutine.wrap(function() for i = 1, 2 do coroutine.yield(inner(), i) end return inner(1, 2, 3) end)
print(outer(1, 2, 3, 4)) -- expect: 0	1
print(inner(1), deep(9, outer)) -- expect: 0	0	2
print(outer()) -- expect: 0
-- one that fails leaves its resumer as it was
local bad = coroutine.wrap(function() deep(3, coroutine.yield) deep(3, error, {}) end)
bad()
local before = "before"
print(pcall(bad) , before) -- expect: false	before
