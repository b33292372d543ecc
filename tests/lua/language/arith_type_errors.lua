-- manual 2.8: arithmetic on non-numbers
local ops = { ["+"] = 1, ["-"] = 1, ["*"] = 1, ["/"] = 1, ["%"] = 1, ["^"] = 1 }
for _, o in ipairs { "+", "-", "*", "/", "%", "^" } do
  print(o, select(2, pcall(loadstring("local a, b = 1, {} return a " .. o .. " b", "=c"))), select(2, pcall(loadstring("local a, b = true, 2 return a " .. o .. " b", "=c")))) -- expect: +	c:1: attempt to perform arithmetic on local 'b' (a table value)	c:1: attempt to perform arithmetic on local 'a' (a boolean value)
  -- expect: -	c:1: attempt to perform arithmetic on local 'b' (a table value)	c:1: attempt to perform arithmetic on local 'a' (a boolean value)
  -- expect: *	c:1: attempt to perform arithmetic on local 'b' (a table value)	c:1: attempt to perform arithmetic on local 'a' (a boolean value)
  -- expect: /	c:1: attempt to perform arithmetic on local 'b' (a table value)	c:1: attempt to perform arithmetic on local 'a' (a boolean value)
  -- expect: %	c:1: attempt to perform arithmetic on local 'b' (a table value)	c:1: attempt to perform arithmetic on local 'a' (a boolean value)
  -- expect: ^	c:1: attempt to perform arithmetic on local 'b' (a table value)	c:1: attempt to perform arithmetic on local 'a' (a boolean value)
end
print(pcall(function() return -{} end)) -- expect: false	user_script:11: attempt to perform arithmetic on a table value
print(pcall(function() return -nil end)) -- expect: false	user_script:12: attempt to perform arithmetic on a nil value
print(pcall(function() return 1 + print end)) -- expect: false	user_script:13: attempt to perform arithmetic on upvalue 'print' (a function value)
print(pcall(function() return nil .. "x" end)) -- expect: false	user_script:14: attempt to concatenate a nil value
print(pcall(function() return ("x") + 1 end)) -- expect: false	user_script:15: attempt to perform arithmetic on a string value
