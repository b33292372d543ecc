-- producers, filters and consumers with error handling
local function lines(s)
  return coroutine.wrap(function() for l in (s .. "\n"):gmatch("(.-)\n") do coroutine.yield(l) end end)
end
local function map(f, g)
  return coroutine.wrap(function() for v in g do local ok, r = pcall(f, v) coroutine.yield(ok and r or "error: " .. r) end end)
end
local function take(n, g)
  return coroutine.wrap(function() for i = 1, n do local v = g() if v == nil then return end coroutine.yield(i, v) end end)
end
for i, v in take(4, map(function(l) return tonumber(l) and l * 2 or error("bad line '" .. l .. "'", 0) end, lines("1\n2\nx\n4\n5"))) do
  print(i, v) -- expect: 1	2
  -- expect: 2	4
  -- expect: 3	error: bad line 'x'
  -- expect: 4	8
end
local sched, out = {}, {}
local function spawn(name, n)
  sched[#sched + 1] = {
    name = name,
    co = coroutine.create(function() for i = 1, n do if name == "c" and i == 2 then error("task failed", 0) end coroutine.yield(i) end return "done" end)
  }
end
spawn("a", 3)
spawn("b", 1)
spawn("c", 4)
while #sched > 0 do
  for i = #sched, 1, -1 do
    local t = sched[i]
    local ok, v = coroutine.resume(t.co)
    out[#out + 1] = t.name .. ":" .. tostring(v)
    if coroutine.status(t.co) == "dead" then table.remove(sched, i) end
  end
end
print(table.concat(out, " ")) -- expect: c:1 b:1 a:1 c:task failed b:done a:2 a:3 a:done
