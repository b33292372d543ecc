-- parity G8: string.dump gives a string that does not load
local d = string.dump(function() return 1 end)
print(type(d), d:sub(1, 4) == "\27Lua") -- expect: string	true
local function show(f, e) print(f, (e:gsub("[^ -~]", "?"))) end -- expect: nil	dumped:1: unexpected symbol near 'char(27)'
-- expect: nil	[string "?Lua"]:1: unexpected symbol near 'char(27)'
-- expect: nil	[string "?"]:1: unexpected symbol near 'char(27)'
-- expect: nil	bc:1: unexpected symbol near 'char(27)'
-- expect: nil	(load):1: unexpected symbol near 'char(27)'
-- expect: nil	[string "?LuaR"]:1: unexpected symbol near 'char(27)'
-- expect: nil	c:1: unexpected symbol near 'char(27)'
show(loadstring(d, "=dumped"))
show(loadstring("\27Lua"))
show(loadstring("\27"))
show(loadstring("\27LuaQ\0\1\4", "=bc"))
show(load(function() local x = d d = nil return x end))
show(loadstring("\27LuaR"))
show(loadstring(" \27Lua", "=c"))
print(pcall(string.dump, type)) -- expect: false	unable to dump given function
print(pcall(string.dump)) -- expect: false	bad argument #1 to '?' (function expected, got no value)
print(pcall(string.dump, "x")) -- expect: false	bad argument #1 to '?' (function expected, got string)
