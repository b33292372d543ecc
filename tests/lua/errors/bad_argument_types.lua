-- how a wrong type is named in the message
for _, v in ipairs { "nil", "true", "1", "'s'", "{}", "print", "coroutine.create(print)", "cjson.null", "" } do
  local src = v:gsub("print", "type"):gsub("create%(type%)", "create(function() end)")
  print("<" .. v .. ">", (select(2, pcall(loadstring("string.rep({}, " .. (v == "" and "nil" or src) .. ")", "=c")))), (select(2, pcall(loadstring("math.floor(" .. src .. ")", "=c"))))) -- expect: <nil>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got nil)
  -- expect: <true>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got boolean)
  -- expect: <1>	c:1: bad argument #1 to 'rep' (string expected, got table)	nil
  -- expect: <'s'>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got string)
  -- expect: <{}>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got table)
  -- expect: <print>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got function)
  -- expect: <coroutine.create(print)>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got thread)
  -- expect: <cjson.null>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got userdata)
  -- expect: <>	c:1: bad argument #1 to 'rep' (string expected, got table)	c:1: bad argument #1 to 'floor' (number expected, got no value)
end
print(pcall(function() table.concat(1) end)) -- expect: false	user_script:14: bad argument #1 to 'concat' (table expected, got number)
print(pcall(function() table.concat(nil) end)) -- expect: false	user_script:15: bad argument #1 to 'concat' (table expected, got nil)
print(pcall(function() table.concat(cjson.null) end)) -- expect: false	user_script:16: bad argument #1 to 'concat' (table expected, got userdata)
print(pcall(function() ipairs(print) end)) -- expect: false	user_script:17: bad argument #1 to 'ipairs' (table expected, got function)
print(pcall(function() coroutine.resume("x") end)) -- expect: false	user_script:18: bad argument #1 to 'resume' (coroutine expected)
print(pcall(function() setmetatable({}, "x") end)) -- expect: false	user_script:19: bad argument #2 to 'setmetatable' (nil or table expected)
