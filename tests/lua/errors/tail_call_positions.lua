-- parity L13: a tail call removes the caller from the levels
local function raise(n) error("m", n) end
local function tail(n) return raise(n) end
local function plain(n) raise(n) return n end
print(pcall(tail, 1)) -- expect: false	user_script:2: m
print(pcall(tail, 2)) -- expect: false	m
print(pcall(tail, 3)) -- expect: false	m
print(pcall(plain, 1)) -- expect: false	user_script:2: m
print(pcall(plain, 2)) -- expect: false	user_script:4: m
print(pcall(plain, 3)) -- expect: false	m
print(pcall(function() -- expect: false	m
  tail(2)
end))
print(pcall(function() -- expect: false	user_script:15: m
  tail(3)
end))
print(pcall(function() -- expect: false	m
  return tail(2)
end))
print(pcall(function() return error("direct tail") end)) -- expect: false	user_script:20: direct tail
print(pcall(function() return string.rep() end)) -- expect: false	user_script:21: bad argument #1 to 'rep' (string expected, got no value)
