-- manual 2.8: one type or two types
local t, f = {}, function()
end
print(pcall(function() return t < t end)) -- expect: false	user_script:4: attempt to compare two table values
print(pcall(function() return t < 1 end)) -- expect: false	user_script:5: attempt to compare table with number
print(pcall(function() return 1 < t end)) -- expect: false	user_script:6: attempt to compare number with table
print(pcall(function() return "a" < 1 end)) -- expect: false	user_script:7: attempt to compare string with number
print(pcall(function() return 1 <= "a" end)) -- expect: false	user_script:8: attempt to compare number with string
print(pcall(function() return nil >= 1 end)) -- expect: false	user_script:9: attempt to compare number with nil
print(pcall(function() return f > f end)) -- expect: false	user_script:10: attempt to compare two function values
print(pcall(function() return true < 1 end)) -- expect: false	user_script:11: attempt to compare boolean with number
print(pcall(function() return false < true end)) -- expect: false	user_script:12: attempt to compare two boolean values
print(pcall(function() return nil < nil end)) -- expect: false	user_script:13: attempt to compare two nil values
print(pcall(function() return t <= f end)) -- expect: false	user_script:14: attempt to compare table with function
print(pcall(function() return coroutine.create(f) < coroutine.create(f) end)) -- expect: false	user_script:15: attempt to compare two thread values
print(pcall(function() if not (t > "x") then end end)) -- expect: false	user_script:16: attempt to compare string with table
print(pcall(function() local a = {} ; while a < 1 do end end)) -- expect: false	user_script:17: attempt to compare table with number
