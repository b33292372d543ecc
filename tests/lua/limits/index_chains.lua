-- limit: __index and __newindex chains of 99 and 100
local function chain(n, ev)
  local last = {}
  local t = last
  for i = 1, n do t = setmetatable({}, { [ev] = t }) end
  return t, last
end
local t, l = chain(99, "__index")
l.k = "v"
print(t.k) -- expect: v
t, l = chain(100, "__index")
l.k = "v"
print(pcall(function() return t.k end)) -- expect: false	user_script:13: loop in gettable
t, l = chain(99, "__newindex")
t.k = "w"
print(l.k) -- expect: w
t, l = chain(100, "__newindex")
print(pcall(function() t.k = "w" end)) -- expect: false	user_script:18: loop in settable
print(pcall(rawget, t, "k")) -- expect: true	nil
