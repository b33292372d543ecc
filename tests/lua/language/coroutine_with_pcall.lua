-- errors caught inside the coroutine leave it alive
local co = coroutine.create(function()
  print(pcall(error, "caught", 0)) -- expect: false	caught
  local ok, e = pcall(function() local x = nil; return x.y end)
  coroutine.yield(ok, e)
  print(xpcall(function() error("xp", 0) end, function(m) return "handled " .. m end))
  return "alive"
end)
print(coroutine.resume(co)) -- expect: true	false	user_script:4: attempt to index local 'x' (a nil value)
-- expect: false	handled xp
print(coroutine.resume(co)) -- expect: true	alive
print(coroutine.status(co)) -- expect: dead
print(pcall(coroutine.resume, coroutine.create(function() error("inner", 0) end))) -- expect: true	false	inner
