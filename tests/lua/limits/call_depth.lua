-- parity L13: sixteen thousand nested Lua calls work, twenty thousand do not
local function depth(n) if n == 0 then return 0 end return 1 + depth(n - 1) end
print(depth(16000)) -- expect: 16000
print(pcall(depth, 16000)) -- expect: true	16000
print(pcall(depth, 20000)) -- expect: false	user_script:2: stack overflow
print(pcall(depth, 100000)) -- expect: false	user_script:2: stack overflow
local function inf() return 1 + inf() end
print(pcall(inf)) -- expect: false	user_script:7: stack overflow
print(pcall(depth, 16000)) -- expect: true	16000
local n = 0
local function count() n = n + 1 count() end
print((pcall(count))) -- expect: false
print(n >= 16000, n < 20000) -- expect: true	true
n = 0
print(coroutine.resume(coroutine.create(count))) -- expect: false	user_script:11: stack overflow
print(n >= 16000, n < 20000) -- expect: true	true
n = 0
print(xpcall(count, function(m) return "h:" .. m end)) -- expect: false	h:user_script:11: stack overflow
print(n >= 16000, n < 20000) -- expect: true	true
print(coroutine.wrap(function() return depth(16000) end)()) -- expect: 16000
