-- manual 5.2 coroutine.status
local co = coroutine.create(function(c) coroutine.yield(coroutine.status(c)) end)
print(coroutine.status(co)) -- expect: suspended
print(coroutine.resume(co, co)) -- expect: true	running
print(coroutine.status(co)) -- expect: suspended
print(coroutine.resume(co)) -- expect: true
print(coroutine.status(co)) -- expect: dead
print(pcall(function() coroutine.status() end)) -- expect: false	user_script:8: bad argument #1 to 'status' (coroutine expected)
print(pcall(function() coroutine.status(5) end)) -- expect: false	user_script:9: bad argument #1 to 'status' (coroutine expected)
