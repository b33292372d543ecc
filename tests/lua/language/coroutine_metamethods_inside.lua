-- metamethods, sort and gsub callbacks run inside coroutines (without yielding)
local mt = {
  __add = function(a, b) return a.v + (type(b) == "table" and b.v or b) end,
  __index = function(_, k) return k .. "!" end
}
local w = coroutine.wrap(function(t)
  coroutine.yield(t + 1)
  coroutine.yield(t.foo)
  local a = { 3, 1, 2 } table.sort(a, function(x, y) return x > y end) coroutine.yield(table.concat(a))
  coroutine.yield((("abc"):gsub(".", function(c) return c:upper() end)))
  for k in pairs { only = 1 } do coroutine.yield(k) end
  for l in ("xy"):gmatch(".") do coroutine.yield(l) end
end)
local t = setmetatable({ v = 10 }, mt)
print(w(t), w(), w(), w(), w(), w(), w()) -- expect: 11	foo!	321	ABC	only	x	y
