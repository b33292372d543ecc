-- levels that land on C functions, tail calls or past the stack give no position
local function f() error("m", 2) end
print(pcall(f)) -- expect: false	m
print(pcall(pcall, f)) -- expect: true	false	m
print(pcall(table.sort, { 2, 1 }, f)) -- expect: false	m
print(pcall(string.gsub, "x", "x", f)) -- expect: false	m
print(pcall(table.foreach, { 1 }, f)) -- expect: false	m
print(pcall(function() return f() end)) -- expect: false	m
print(pcall(function() f() end)) -- expect: false	user_script:9: m
print(pcall(function() return setmetatable({}, { __index = f }).x end)) -- expect: false	user_script:10: m
print(pcall(coroutine.wrap(f))) -- expect: false	m
print(coroutine.resume(coroutine.create(f))) -- expect: false	m
