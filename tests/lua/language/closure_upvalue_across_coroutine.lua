-- a coroutine changes the locals of its creator and the other way round
local x = 1
local co = coroutine.wrap(function() while true do x = x * 2 coroutine.yield(x) end end)
print(co(), x) -- expect: 2	2
x = 10
print(co(), x) -- expect: 20	20
print(co()) -- expect: 40
local log = {}
local function worker(n)
  return coroutine.wrap(function() for i = 1, 2 do log[#log + 1] = n .. i x = x + 1 coroutine.yield() end end)
end
local a, b = worker "a", worker "b"
a()
b()
b()
a()
print(table.concat(log, " "), x) -- expect: a1 b1 b2 a2	44
