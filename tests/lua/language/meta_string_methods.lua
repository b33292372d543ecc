-- parity G9: strings share a metatable whose __index is string
print(getmetatable("").__index == string, getmetatable("a") == getmetatable("b")) -- expect: true	true
print(("x").upper == string.upper, ("x").y, ("x")[1]) -- expect: true	nil	nil
print(("abc").len == string.len, ("abc")["sub"]("hello", 2, 3)) -- expect: true	el
print(pcall(function() return ("x").y.z end)) -- expect: false	user_script:5: attempt to index field 'y' (a nil value)
print(pcall(function() local s = "x" s.y = 1 end)) -- expect: false	user_script:6: attempt to index local 's' (a string value)
print(pcall(function() getmetatable("").__index = nil end)) -- expect: false	user_script:7: Attempt to modify a readonly table
print(pcall(function() getmetatable("").__add = print end)) -- expect: false	user_script:8: Attempt to modify a readonly table
print(getmetatable(1), getmetatable(nil), getmetatable(true), getmetatable(print)) -- expect: nil	nil	nil	nil
print(#"x", pcall(function() return #("x").len end)) -- expect: 1	false	user_script:10: attempt to get length of field 'len' (a function value)
print(pcall(function() return ("x")() end)) -- expect: false	user_script:11: attempt to call a string value
