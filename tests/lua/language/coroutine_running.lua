-- manual 5.2: running is nil in the main program
print(coroutine.running()) -- expect: nil
local co
co = coroutine.create(function() print(coroutine.running() == co, type(coroutine.running())) local w = coroutine.wrap(function() print(coroutine.running() ~= co) end) w() print(coroutine.running() == co) end) -- expect: true	thread
-- expect: true
-- expect: true
coroutine.resume(co)
print(select("#", coroutine.running())) -- expect: 1
