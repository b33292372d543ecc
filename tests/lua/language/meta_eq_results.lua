-- the result of __eq is converted to a boolean; not asked for equal references or keys
local r
local mt = { __eq = function(a, b) return r end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
r = 1
print(a == b, a ~= b) -- expect: true	false
r = nil
print(a == b, a ~= b) -- expect: false	true
r = "x"
print(a == b, not (a == b)) -- expect: true	false
r = false
print(a == b) -- expect: false
local t = { [a] = "a" }
r = true
print(t[a], t[b]) -- expect: a	nil
if a == b then print("branch") end -- expect: branch
print(pcall(function() return setmetatable({}, { __eq = 1 }) == setmetatable({}, { __eq = 1 }) end)) -- expect: false	user_script:17: attempt to call a number value
local bad = { __eq = "not callable" }
print(pcall(function() return setmetatable({}, bad) == setmetatable({}, bad) end)) -- expect: false	user_script:19: attempt to call a string value
local function count(x)
  local c = 0
  for _, v in ipairs { a, b } do if v == x then c = c + 1 end end
  return c
end
print(count(a)) -- expect: 2
