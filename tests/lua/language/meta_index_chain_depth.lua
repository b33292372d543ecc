-- limit: a chain of 99 tables works, 100 is a loop
local function chain(n)
  local t = { x = "found" }
  for i = 1, n do t = setmetatable({}, { __index = t }) end
  return t
end
print(chain(0).x, chain(1).x, chain(98).x, chain(99).x) -- expect: found	found	found	found
print(pcall(function() return chain(100).x end)) -- expect: false	user_script:8: loop in gettable
print(pcall(function() return chain(200).x end)) -- expect: false	user_script:9: loop in gettable
print(pcall(function() return chain(98).y end), pcall(function() return chain(99).y end)) -- expect: true	true	nil
local function wchain(n)
  local t = {}
  local last = t
  for i = 1, n do t = setmetatable({}, { __newindex = t }) end
  return t, last
end
local t, l = wchain(99)
t.x = 1
print(l.x) -- expect: 1
print(pcall(function() local t = wchain(100) t.x = 1 end)) -- expect: false	user_script:20: loop in settable
