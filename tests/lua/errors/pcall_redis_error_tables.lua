-- parity F11: pcall turns a table with a string err field into that string, xpcall and resume do not
print(pcall(error, { err = "CODE text" })) -- expect: false	CODE text
print(pcall(function() error({ err = "CODE text", extra = 1 }) end)) -- expect: false	CODE text
print(type(select(2, pcall(error, { err = 5 })))) -- expect: number
print(type(select(2, pcall(error, { err = true })))) -- expect: table
print(type(select(2, pcall(error, { ok = "x" })))) -- expect: table
print(type(select(2, pcall(error, {})))) -- expect: table
print(xpcall(function() error({ err = "E x" }) end, function(e) return type(e) .. " " .. e.err end)) -- expect: false	table E x
print(type(select(2, coroutine.resume(coroutine.create(function() error({ err = "E y" }) end))))) -- expect: table
print(pcall(coroutine.wrap(function() error({ err = "E z" }) end))) -- expect: false	E z
print(pcall(error, setmetatable({}, { __index = { err = "meta err" } }))) -- expect: false	meta err
print(pcall(error, setmetatable({}, { __index = function(_, k) return "fn " .. k end }))) -- expect: false	fn err
print(pcall(pcall, error, { err = "inner" })) -- expect: true	false	inner
print(pcall(function() local _, e = pcall(error, { err = "first" }) error(e) end)) -- expect: false	user_script:14: first
print(pcall(function() local _, e = pcall(error, { err = "first" }) error(e, 0) end)) -- expect: false	first
