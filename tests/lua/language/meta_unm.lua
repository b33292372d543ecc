-- manual 2.8 unm
local mt = { __unm = function(a) return "neg " .. a.v end }
local t = setmetatable({ v = "t" }, mt)
print(-t, - t, -(t)) -- expect: neg t	neg t	neg t
print(- -5, -"3", -"0x10") -- expect: 5	-3	-16
print(pcall(function() return -{} end)) -- expect: false	user_script:6: attempt to perform arithmetic on a table value
print(pcall(function() return -setmetatable({}, {}) end)) -- expect: false	user_script:7: attempt to perform arithmetic on a table value
local v = setmetatable({ n = 1 }, { __unm = function(a) return setmetatable({ n = -a.n }, getmetatable(a)) end })
print((-v).n, (- -v).n, (-(-(-v))).n) -- expect: -1	1	-1
