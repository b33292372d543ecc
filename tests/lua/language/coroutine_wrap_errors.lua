-- coroutine.wrap raises errors; string messages get the position of the caller
local function body() error("in body") end
print(pcall(coroutine.wrap(body))) -- expect: false	user_script:2: in body
print(pcall(function() coroutine.wrap(body)() end)) -- expect: false	user_script:4: user_script:2: in body
print(pcall(function() coroutine.wrap(function() error("level0", 0) end)() end)) -- expect: false	user_script:5: level0
print(pcall(function() coroutine.wrap(function() error(42) end)() end)) -- expect: false	user_script:6: user_script:6: 42
print(pcall(function() coroutine.wrap(function() error(true) end)() end)) -- expect: false	true
print(type(select(2, pcall(function() coroutine.wrap(function() error({}) end)() end)))) -- expect: table
local w = coroutine.wrap(function() return 1 end)
w()
print(pcall(w)) -- expect: false	cannot resume dead coroutine
print(pcall(function() w() end)) -- expect: false	user_script:12: cannot resume dead coroutine
print(pcall(function() return w() end)) -- expect: false	user_script:13: cannot resume dead coroutine
local rec
rec = coroutine.wrap(function() rec() end)
print(pcall(rec)) -- expect: false	user_script:15: cannot resume running coroutine
print(type(select(2, pcall(coroutine.wrap(function() error(42) end))))) -- expect: string
