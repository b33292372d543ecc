-- manual 5.1 error: any value can be raised and is passed on untouched
local t = { code = 1 }
local ok, e = pcall(error, t)
print(ok, e == t, e.code) -- expect: false	true	1
ok, e = pcall(error, t, 2)
print(ok, e == t) -- expect: false	true
local f = function()
end
ok, e = pcall(error, f)
print(e == f) -- expect: true
print(pcall(error, 12.5)) -- expect: false	12.5
print(pcall(error, false)) -- expect: false	false
print(pcall(error, cjson.null)) -- expect: false	userdata: (nil)
ok, e = pcall(function() error(t) end)
print(e == t) -- expect: true
ok, e = pcall(function() local ok2, e2 = pcall(error, t) error(e2) end)
print(e == t) -- expect: true
local mt = setmetatable({}, { __tostring = function() return "custom" end })
ok, e = pcall(error, mt)
print(tostring(e), e == mt) -- expect: custom	true
ok, e = pcall(function() error(setmetatable({}, { __concat = function() return "c" end })) end)
print(e .. "x") -- expect: c
print(type(select(2, pcall(error, coroutine.create(f))))) -- expect: thread
ok, e = pcall(function() error("with position") end)
print(e) -- expect: user_script:24: with position
print(pcall(error, e)) -- expect: false	user_script:24: with position
print(pcall(function() error(e) end)) -- expect: false	user_script:27: user_script:24: with position
print(pcall(function() error(e, 0) end)) -- expect: false	user_script:24: with position
