-- manual 5.2 coroutine.create
print(type(coroutine.create(function() end)), coroutine.status(coroutine.create(function() end))) -- expect: thread	suspended
local f = function()
end
print(coroutine.create(f) == coroutine.create(f)) -- expect: false
print(select("#", coroutine.create(f)), type(coroutine.create(f, "extra"))) -- expect: 1	thread
print(pcall(function() coroutine.create() end)) -- expect: false	user_script:7: bad argument #1 to 'create' (Lua function expected)
print(pcall(function() coroutine.create("x") end)) -- expect: false	user_script:8: bad argument #1 to 'create' (Lua function expected)
print(pcall(function() coroutine.create({}) end)) -- expect: false	user_script:9: bad argument #1 to 'create' (Lua function expected)
print(pcall(function() coroutine.create(type) end)) -- expect: false	user_script:10: bad argument #1 to 'create' (Lua function expected)
print(#tostring(coroutine.create(f)):match("^thread: ")) -- expect: 8
