-- symmetric use of resume and yield
local function producer()
  return coroutine.create(function() for _, v in ipairs { "a", "b", "c" } do coroutine.yield(v) end return nil end)
end
local function filter(prod)
  return coroutine.create(function() local n = 1 while true do local _, v = coroutine.resume(prod) if not v then return nil end coroutine.yield(n .. ":" .. v) n = n + 1 end end)
end
local f, out = filter(producer()), {}
while true do local ok, v = coroutine.resume(f) if not v then break end out[#out + 1] = v end
print(table.concat(out, " "), coroutine.status(f)) -- expect: 1:a 2:b 3:c	dead
