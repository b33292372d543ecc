-- manual 5.2 coroutine.wrap
local w = coroutine.wrap(function(a, b) local c = coroutine.yield(a, b) return c, "end" end)
print(type(w), w(1, 2)) -- expect: function	1	2
print(w("c")) -- expect: c	end
print(pcall(w)) -- expect: false	cannot resume dead coroutine
print(pcall(function() coroutine.wrap() end)) -- expect: false	user_script:6: bad argument #1 to 'wrap' (Lua function expected)
print(pcall(function() coroutine.wrap(1) end)) -- expect: false	user_script:7: bad argument #1 to 'wrap' (Lua function expected)
print(pcall(function() coroutine.wrap(print == 1 or math.sin) end)) -- expect: false	user_script:8: bad argument #1 to 'wrap' (Lua function expected)
print(coroutine.wrap(function(...) return ... end)(nil, nil) == nil, select("#", coroutine.wrap(function(...) return ... end)(nil, nil))) -- expect: true	2
