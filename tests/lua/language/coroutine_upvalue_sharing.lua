-- several coroutines share upvalues of their common creator
local n = 0
local function mk(d) return coroutine.wrap(function() while true do n = n + d coroutine.yield(n) end end) end
local a, b = mk(1), mk(10)
print(a(), b(), a(), b(), n) -- expect: 1	11	12	22	22
n = 100
print(a(), b(), n) -- expect: 101	111	111
local cell = {}
local c = coroutine.wrap(function() local mine = 0 cell.get = function() return mine end while true do mine = mine + 1 coroutine.yield() end end)
c()
c()
print(cell.get()) -- expect: 2
c()
print(cell.get()) -- expect: 3
