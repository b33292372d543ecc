-- manual 5.2 coroutine.running
print(coroutine.running(), coroutine.running(1, 2)) -- expect: nil	nil
print(coroutine.wrap(function() return type(coroutine.running()), coroutine.running() == coroutine.running() end)()) -- expect: thread	true
