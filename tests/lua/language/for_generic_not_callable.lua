-- the error of a generic for over a wrong thing
print(pcall(function() for k in nil do end end)) -- expect: false	user_script:2: attempt to call a nil value
print(pcall(function() for k in {} do end end)) -- expect: false	user_script:3: attempt to call a table value
print(pcall(function() for k in "abc" do end end)) -- expect: false	user_script:4: attempt to call a string value
print(pcall(function() local t = {} for k in t do end end)) -- expect: false	user_script:5: attempt to call a table value
print(pcall(function() for k in pairs(nil) do end end)) -- expect: false	user_script:6: bad argument #1 to 'pairs' (table expected, got nil)
print(pcall(function() for k in ipairs() do end end)) -- expect: false	user_script:7: bad argument #1 to 'ipairs' (table expected, got no value)
print(pcall(function() for k in 5, 6 do end end)) -- expect: false	user_script:8: attempt to call a number value
