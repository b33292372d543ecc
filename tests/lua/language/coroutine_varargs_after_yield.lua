-- The extra arguments of a coroutine's function outlive its yields
local print = print
local co = coroutine.create(function(...) local a = coroutine.yield(select('#', ...)) return a, ... end)
print(coroutine.resume(co, 1, 2, 3)) -- expect: true	3
print(coroutine.resume(co, "x")) -- expect: true	x	1	2	3
local function inner(...) coroutine.yield(1) return select('#', ...), ... end
local wrapped = coroutine.wrap(function(...) return inner(0, ...) end)
print(wrapped(1, 2, 3)) -- expect: 1
print(wrapped(7)) -- expect: 4	0	1	2	3
local many = coroutine.wrap(function(...) coroutine.yield() return select('#', ...) end)
many(unpack({}, 1, 7000))
print(many()) -- expect: 7000
