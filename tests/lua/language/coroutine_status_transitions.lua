-- manual 5.2: suspended, running, normal, dead
local main_status, inner
local outer = coroutine.create(function(self)
  print(coroutine.status(self))
  inner = coroutine.create(function() print(coroutine.status(self), coroutine.status(coroutine.running())) end)
  print(coroutine.status(inner))
  coroutine.resume(inner)
  print(coroutine.status(inner), coroutine.status(self))
end)
print(coroutine.status(outer)) -- expect: suspended
-- expect: running
-- expect: suspended
-- expect: normal	running
-- expect: dead	running
coroutine.resume(outer, outer)
print(coroutine.status(outer), coroutine.status(inner)) -- expect: dead	dead
local bad = coroutine.create(function() error("x") end)
coroutine.resume(bad)
print(coroutine.status(bad)) -- expect: dead
local y = coroutine.create(function() coroutine.yield() end)
coroutine.resume(y)
print(coroutine.status(y)) -- expect: suspended
coroutine.resume(y)
print(coroutine.status(y)) -- expect: dead
