-- the text a gsub has made gives its memory back however the gsub ends: 40 of them would not fit
local s = ("a"):rep(8000000) .. "x"
local function fail() error("boom") end
local function last_error(f)
  for i = 1, 39 do pcall(f) end
  return select(2, pcall(f))
end
print(last_error(function() return s:gsub("x", fail) end)) -- expect: user_script:3: boom
print(last_error(function() return s:gsub("x", function() return {} end) end)) -- expect: user_script:9: invalid replacement value (a table)
print(last_error(function() return s:gsub("x", { x = {} }) end)) -- expect: user_script:10: invalid replacement value (a table)
print(last_error(function() return s:gsub("x()%", fail) end)) -- expect: user_script:11: malformed pattern (ends with '%')
print(last_error(function() return s:gsub("x", setmetatable({}, { __index = fail })) end)) -- expect: user_script:3: boom
print(last_error(function() return coroutine.wrap(function() s:gsub("x", fail) end)() end)) -- expect: user_script:13: user_script:3: boom
