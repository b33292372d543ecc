-- coroutines that resume coroutines; yield goes to the direct resumer
local inner = coroutine.wrap(function() coroutine.yield("i1") coroutine.yield("i2") return "i3" end)
local outer = coroutine.wrap(function() coroutine.yield("o1") coroutine.yield(inner()) coroutine.yield(inner()) return inner() end)
print(outer(), outer(), outer(), outer()) -- expect: o1	i1	i2	i3
local function nest(n)
  if n == 0 then coroutine.yield("core") return "core end" end
  local w = coroutine.wrap(nest)
  coroutine.yield(n .. w(n - 1))
  return n .. w()
end
local w = coroutine.wrap(nest)
print(w(5)) -- expect: 54321core
print(w()) -- expect: 54321core end
