-- manual 5.1 error: level 1 is the caller of error, 2 its caller
local function lvl(n) error("m", n) end
local function one(n) lvl(n) end
local function two(n)
  one(n)
end
print(pcall(two, 0)) -- expect: false	m
print(pcall(two, 1)) -- expect: false	user_script:2: m
print(pcall(two, 2)) -- expect: false	user_script:3: m
print(pcall(two, 3)) -- expect: false	user_script:5: m
print(pcall(two, 4)) -- expect: false	m
print(pcall(function() -- expect: false	user_script:13: m
  two(4)
end))
print(pcall(function() error("x") end)) -- expect: false	user_script:15: x
print(pcall(function() error("x", 2) end)) -- expect: false	x
local check = function(v) if type(v) ~= "number" then error("number expected", 2) end return v end
print(pcall(function() -- expect: false	user_script:20: number expected
  check(1)
  check("s")
end))
