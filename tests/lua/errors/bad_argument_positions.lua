-- luaL_error of library functions carries the caller's line
print(pcall(function() -- expect: false	user_script:4: invalid value (table) at index 2 in table for 'concat'
  local t = { 1, {} }
  return table.concat(t)
end))
print(pcall(function() -- expect: false	user_script:7: bad argument #1 to 'rep' (number expected, got table)
  return ("x"):rep(
    {}
  )
end))
print(pcall(function() -- expect: false	user_script:12: invalid option '%y' to 'format'
  string.format("%y", 1)
end))
print(pcall(function() -- expect: false	user_script:15: bad argument #1 to 'tostring' (value expected)
  return tostring(
  )
end))
print(pcall(function() -- expect: false	user_script:19: invalid capture index
  local s = ("x"):gsub("x",
    "%2")
end))
print(pcall(function() return -- expect: false	user_script:23: bad argument #1 to 'floor' (number expected, got string)
  math.floor("q") end))
