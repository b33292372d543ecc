-- an error closes the upvalues of the dead coroutine
local get
local co = coroutine.create(function() local v = "before" get = function() return v end v = "at error" error("die", 0) end)
print(coroutine.resume(co)) -- expect: false	die
print(get(), coroutine.status(co)) -- expect: at error	dead
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
collectgarbage()
print(get()) -- expect: at error
