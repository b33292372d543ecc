-- error levels inside coroutines count the coroutine's own frames
local function body() error("b1") end
print(coroutine.resume(coroutine.create(body))) -- expect: false	user_script:2: b1
print(coroutine.resume(coroutine.create(function() body() end))) -- expect: false	user_script:2: b1
print(coroutine.resume(coroutine.create(function() error("b2", 2) end))) -- expect: false	b2
print(coroutine.resume(coroutine.create(function() local function f() error("b3", 2) end f() end))) -- expect: false	user_script:6: b3
print(coroutine.resume(coroutine.create(function() error("b4", 3) end))) -- expect: false	b4
local co = coroutine.create(function()
  coroutine.yield()
  local x = nil
  x.y = 1
end)
coroutine.resume(co)
print(coroutine.resume(co)) -- expect: false	user_script:11: attempt to index local 'x' (a nil value)
print(coroutine.resume(coroutine.create(function() coroutine.resume("x") end))) -- expect: false	user_script:15: bad argument #1 to 'resume' (coroutine expected)
