-- parity F11, F12: Redis' own pcall
print(pcall(function() return 1, nil, 3 end)) -- expect: true	1	nil	3
print(pcall(function() end)) -- expect: true
print(pcall(error, "e", 0)) -- expect: false	e
print(pcall(function() error("e") end)) -- expect: false	user_script:5: e
print(pcall()) -- expect: false	attempt to call a boolean value
print(pcall(1)) -- expect: false	attempt to call a number value
print(pcall(nil)) -- expect: false	attempt to call a nil value
print(pcall({})) -- expect: false	attempt to call a table value
print(pcall("x")) -- expect: false	attempt to call a string value
print(pcall(pcall)) -- expect: true	false	attempt to call a boolean value
print(pcall(pcall, error, "in", 0)) -- expect: true	false	in
print(select("#", pcall(function() end)), select("#", pcall(error)), (pcall(error))) -- expect: 1	2	false
print(pcall(select, "#", 1, nil, nil)) -- expect: true	3
print(pcall(pcall, pcall, pcall)) -- expect: true	true	true	false	attempt to call a boolean value
print(pcall(function(...) return select("#", ...), ... end, nil, nil)) -- expect: true	2	nil	nil
print(pcall(function() error({ err = "TABLE err" }) end)) -- expect: false	TABLE err
print(type(select(2, pcall(error, { err = "x" })))) -- expect: string
print(type(select(2, pcall(error, { msg = "x" })))) -- expect: table
print(type(select(2, pcall(error, { err = 5 })))) -- expect: number
print(type(select(2, pcall(error, { err = {} })))) -- expect: table
print(pcall(error, setmetatable({}, { __index = { err = "via index" } }))) -- expect: false	via index
print(coroutine.resume(coroutine.create(function() return pcall(error, { err = "in co" }) end))) -- expect: true	false	in co
print(select("#", pcall(error, { 1 })), select(3, pcall(error, { 1 }))) -- expect: 3	nil
print(select(3, pcall(error, { err = true })), select("#", pcall(error, { err = 5 }))) -- expect: true	2
local lazy = setmetatable({}, { __index = function(_, key) return key == "err" and { 1 } end })
print(select("#", pcall(error, lazy)), type(select(3, pcall(error, lazy)))) -- expect: 3	table
