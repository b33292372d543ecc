-- manual 5.1 error: levels and any value
local function f(l) error("msg", l) end
local function g(l) f(l) end
print(pcall(f)) -- expect: false	user_script:2: msg
print(pcall(g, 1)) -- expect: false	user_script:2: msg
print(pcall(g, 0)) -- expect: false	msg
print(pcall(g, 2)) -- expect: false	user_script:3: msg
print(pcall(function() g(3) end)) -- expect: false	user_script:8: msg
print(pcall(g, 99)) -- expect: false	msg
print(pcall(g, -1)) -- expect: false	msg
print(pcall(g, nil)) -- expect: false	user_script:2: msg
print(pcall(g, 1.9)) -- expect: false	user_script:2: msg
print(pcall(g, "2")) -- expect: false	user_script:3: msg
print(pcall(error)) -- expect: false	nil
print(pcall(error, nil)) -- expect: false	nil
print(pcall(error, "direct")) -- expect: false	direct
print(pcall(error, "direct", 1)) -- expect: false	direct
print(pcall(error, "direct", 2)) -- expect: false	user_script:18: direct
print(pcall(error, 42)) -- expect: false	42
print(pcall(error, true)) -- expect: false	true
print(pcall(error, nil, 2)) -- expect: false	nil
print(type(select(2, pcall(error, {})))) -- expect: table
print(pcall(error, "x", {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(function() error(42) end)) -- expect: false	user_script:24: 42
print(#select(2, pcall(function() error("") end))) -- expect: 16
print(pcall(function() error(false, 2) end)) -- expect: false	false
