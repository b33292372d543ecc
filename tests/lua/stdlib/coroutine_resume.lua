-- manual 5.2 coroutine.resume
local co = coroutine.create(function(...) return select("#", ...), ... end)
print(coroutine.resume(co, 1, nil, nil)) -- expect: true	3	1	nil	nil
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
local c2 = coroutine.create(function(a) local b = coroutine.yield(a) return b end)
print(coroutine.resume(c2, "in")) -- expect: true	in
print(coroutine.resume(c2, "back", "dropped")) -- expect: true	back
print(coroutine.resume(c2)) -- expect: false	cannot resume dead coroutine
print(pcall(function() coroutine.resume() end)) -- expect: false	user_script:9: bad argument #1 to 'resume' (coroutine expected)
print(pcall(function() coroutine.resume("x") end)) -- expect: false	user_script:10: bad argument #1 to 'resume' (coroutine expected)
print(pcall(function() coroutine.resume(function() end) end)) -- expect: false	user_script:11: bad argument #1 to 'resume' (coroutine expected)
