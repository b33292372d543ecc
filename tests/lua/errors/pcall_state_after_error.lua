-- locals, loops and open upvalues survive a caught error
local n, fs = 0, {}
for i = 1, 5 do
  local v = i * 10
  pcall(function() fs[i] = function() v = v + 1 return v end if i % 2 == 0 then error("even") end n = n + 1 end)
end
print(n, fs[1](), fs[2](), fs[4](), fs[2]()) -- expect: 3	11	21	41	22
local x = 1
pcall(function() x = 2 error("e") x = 3 end)
print(x) -- expect: 2
local t = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v) error("after set", 0) end })
print(pcall(function() t.a = 1 end)) -- expect: false	after set
print(t.a) -- expect: 1
t.a = 2
print(t.a) -- expect: 2
local s = {}
pcall(function() for i = 1, 10 do s[i] = i if i == 4 then local _ = nil + 1 end end end)
print(#s) -- expect: 4
print((function(...) pcall(error) return select("#", ...) end)(1, 2, 3)) -- expect: 3
