-- variables of a coroutine live on after it ends or stays suspended
local get, inc
local co = coroutine.create(function()
  local v = 0
  get = function() return v end
  inc = function() v = v + 1 end
  coroutine.yield()
  v = v + 100
end)
coroutine.resume(co)
inc()
inc()
print(get()) -- expect: 2
coroutine.resume(co)
print(get(), coroutine.status(co)) -- expect: 102	dead
inc()
print(get()) -- expect: 103
