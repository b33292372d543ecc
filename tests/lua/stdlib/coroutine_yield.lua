-- manual 5.2 coroutine.yield
local co = coroutine.wrap(function() print(coroutine.yield("out", nil)) print(select("#", coroutine.yield())) end)
print(co()) -- expect: out	nil
-- expect: in	nil
print(select("#", co("in", nil))) -- expect: 0
-- expect: 2
co(nil, nil)
print(pcall(function() coroutine.yield() end)) -- expect: false	attempt to yield across metamethod/C-call boundary
local y = coroutine.yield
local c = coroutine.wrap(function() return y(1) end)
print(c(), c("x")) -- expect: 1	x
