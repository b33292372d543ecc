-- positions pile up through nested wraps
local function lvl(n)
  if n == 0 then error("deep") end
  coroutine.wrap(function() lvl(n - 1) end)()
end
print(pcall(lvl, 0)) -- expect: false	user_script:3: deep
print(pcall(lvl, 1)) -- expect: false	user_script:4: user_script:3: deep
print(pcall(lvl, 3)) -- expect: false	user_script:4: user_script:4: user_script:4: user_script:3: deep
local f = coroutine.wrap(function() coroutine.yield() local g = coroutine.wrap(function() error("x", 2) end) g() end)
f()
print(pcall(f)) -- expect: false	user_script:9: x
