-- errors end the coroutine and are returned by resume
local co = coroutine.create(function() error("boom") end)
print(coroutine.resume(co)) -- expect: false	user_script:2: boom
print(coroutine.resume(co), coroutine.status(co)) -- expect: false	dead
print(coroutine.resume(coroutine.create(function() error("msg", 0) end))) -- expect: false	msg
print(coroutine.resume(coroutine.create(function() error() end))) -- expect: false	nil
print(coroutine.resume(coroutine.create(function() error(nil) end))) -- expect: false	nil
print(select(2, coroutine.resume(coroutine.create(function() error({ code = 5 }) end))).code) -- expect: 5
print(coroutine.resume(coroutine.create(function() local x = nil; x() end))) -- expect: false	user_script:9: attempt to call local 'x' (a nil value)
print(coroutine.resume(coroutine.create(function() coroutine.yield(1) error("after") end))) -- expect: true	1
local c2 = coroutine.create(function() coroutine.yield(1) error("after") end)
coroutine.resume(c2)
print(coroutine.resume(c2)) -- expect: false	user_script:11: after
print(coroutine.resume(coroutine.create(function() error(true) end))) -- expect: false	true
