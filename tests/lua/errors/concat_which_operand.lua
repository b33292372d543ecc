-- the operand that is neither string nor number is blamed
local t, n, u = {}, 5, nil
print(pcall(function() return t .. "x" end)) -- expect: false	user_script:3: attempt to concatenate upvalue 't' (a table value)
print(pcall(function() return "x" .. t end)) -- expect: false	user_script:4: attempt to concatenate upvalue 't' (a table value)
print(pcall(function() return t .. u end)) -- expect: false	user_script:5: attempt to concatenate upvalue 't' (a table value)
print(pcall(function() return u .. t end)) -- expect: false	user_script:6: attempt to concatenate upvalue 'u' (a nil value)
print(pcall(function() return n .. t end)) -- expect: false	user_script:7: attempt to concatenate upvalue 't' (a table value)
print(pcall(function() return t .. n end)) -- expect: false	user_script:8: attempt to concatenate upvalue 't' (a table value)
print(pcall(function() return "a" .. "b" .. u end)) -- expect: false	user_script:9: attempt to concatenate upvalue 'u' (a nil value)
print(pcall(function() return "a" .. u .. "b" end)) -- expect: false	user_script:10: attempt to concatenate upvalue 'u' (a nil value)
print(pcall(function() return u .. "a" .. "b" end)) -- expect: false	user_script:11: attempt to concatenate upvalue 'u' (a nil value)
print(pcall(function() return n .. n .. true end)) -- expect: false	user_script:12: attempt to concatenate a boolean value
print(pcall(function() return t.a .. t.b end)) -- expect: false	user_script:13: attempt to concatenate field 'a' (a nil value)
print(pcall(function() local l = {} ; return "x" .. l .. "y" end)) -- expect: false	user_script:14: attempt to concatenate local 'l' (a table value)
print(pcall(function() local l ; return l .. l end)) -- expect: false	user_script:15: attempt to concatenate local 'l' (a nil value)
