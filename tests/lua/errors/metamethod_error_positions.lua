-- where errors of and inside metamethods are reported
local t = setmetatable({}, {
  __index = function(t, k)
    error("idx", 1)
  end,
  __newindex = function(t, k, v) error("nidx", 2) end,
  __add = function(a, b) return a.x.y end,
  __lt = function() error("lt", 3) end,
})
print(pcall(function() return t.foo end)) -- expect: false	user_script:4: idx
print(pcall(function() t.foo = 1 end)) -- expect: false	user_script:11: nidx
print(pcall(function() return t + 1 end)) -- expect: false	user_script:4: idx
print(pcall(function() -- expect: false	user_script:17: lt
  local function g()
    return t < t
  end
  g()
end))
print(pcall(rawget, t)) -- expect: false	bad argument #2 to '?' (value expected)
print(pcall(function() return setmetatable({}, { __index = t }).z end)) -- expect: false	user_script:4: idx
