-- upvalues stay valid after the frame is left by an error
local get, set
print(pcall(function() -- expect: false	out
  local v = "inside"
  get = function() return v end
  set = function(x) v = x end
  error("out", 0)
end))
print(get()) -- expect: inside
set("changed")
print(get()) -- expect: changed
local saved
pcall(function() for i = 1, 5 do local j = i saved = function() j = j + 1 return i, j end if i == 3 then error("x") end end end)
print(saved()) -- expect: 3	4
print(saved()) -- expect: 3	5
