-- manual 5.2: resuming what cannot be resumed
local co = coroutine.create(function() return 1 end)
print(coroutine.resume(co)) -- expect: true	1
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
print(coroutine.resume(co, 1, 2)) -- expect: false	cannot resume dead coroutine
local self
self = coroutine.create(function() return coroutine.resume(self) end)
print(coroutine.resume(self)) -- expect: true	false	cannot resume running coroutine
local a
a = coroutine.create(function() local b = coroutine.create(function() return coroutine.resume(a) end) return coroutine.resume(b) end)
print(coroutine.resume(a)) -- expect: true	true	false	cannot resume normal coroutine
print(pcall(coroutine.resume, nil)) -- expect: false	bad argument #1 to '?' (coroutine expected)
print(pcall(coroutine.resume)) -- expect: false	bad argument #1 to '?' (coroutine expected)
print(pcall(coroutine.resume, function() end)) -- expect: false	bad argument #1 to '?' (coroutine expected)
print(coroutine.resume(coroutine.create(function(...) return coroutine.resume(coroutine.running()) end))) -- expect: true	false	cannot resume running coroutine
