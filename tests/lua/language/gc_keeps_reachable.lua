-- values reachable only through closures, coroutines, metatables or upvalues survive
local w = setmetatable({}, { __mode = "v" })
local f, co, o
local function setup()
  local a, b, c = { "a" }, { "b" }, { "c" }
  w.a, w.b, w.c = a, b, c
  f = function() return a[1] end
  co = coroutine.wrap(function() local x = b coroutine.yield() return x[1] end) co()
  o = setmetatable({}, { __index = c })
end
setup()
for i = 1, 3 do collectgarbage() local junk = {} for j = 1, 100 do junk[j] = { j } end end
print(w.a ~= nil, w.b ~= nil, w.c ~= nil, f(), co(), o[1]) -- expect: true	true	true	a	b	c
