-- names and values inside messages are not truncated
local long = ("n"):rep(300)
local f = loadstring("local t = {} return t." .. long .. ".x", "=c")
local ok, e = pcall(f)
print(#e, e:sub(-20)) -- expect: 344	nnnnn' (a nil value)
ok, e = pcall(loadstring("return " .. long, "=c"))
print(#e, e:sub(1, 70)) -- expect: 362	c:1: Script attempted to access nonexistent global variable 'nnnnnnnnn
ok, e = pcall(loadstring("local " .. long .. " = nil; " .. long .. "()", "=c"))
print(#e, e:sub(-14)) -- expect: 343	 (a nil value)
print(#select(2, pcall(collectgarbage, long)), #select(2, pcall(setmetatable, {}, 1))) -- expect: 342	46
