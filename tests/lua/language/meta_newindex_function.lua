-- manual 2.8 newindex: called for absent keys only
local log = {}
local t = setmetatable({ old = 1 }, { __newindex = function(t, k, v) log[#log + 1] = tostring(k) .. "=" .. tostring(v) rawset(t, k, v) end })
t.old = 2
t.new = 3
t.new = 4
t[1] = "a"
t[1] = "b"
t.x = nil
print(table.concat(log, " "), t.old, t.new, t[1]) -- expect: new=3 1=a x=nil	2	4	b
t.new = nil
t.new = 5
print(log[#log], t.new) -- expect: new=5	5
log = {}
rawset(t, "raw", 1)
print(#log, t.raw) -- expect: 0	1
local u = setmetatable({}, { __newindex = function() end })
u.a = 1
u[1] = 2
print(u.a, u[1], next(u)) -- expect: nil	nil	nil
t[#t + 1] = "appended"
print(log[1], t[2]) -- expect: 2=appended	appended
print(pcall(function() t[nil] = 1 end)) -- expect: false	user_script:23: table index is nil
print(log[2]) -- expect: nil
