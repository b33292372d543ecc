-- limit: a coroutine that is resumed too deeply is dead if it has not begun, suspended if it has
local begun = coroutine.create(function(...)
  local got = coroutine.yield(...)
  return 'went on with ' .. tostring(got)
end)
coroutine.resume(begun, 1)
local told = {}
local function tell(...)
  for i = 1, select('#', ...) do told[#told + 1] = tostring((select(i, ...))) end
end
local function nest()
  local new = coroutine.create(nest)
  local ok, why = coroutine.resume(new)
  if not ok and #told == 0 then
    tell(ok, why, coroutine.status(new))
    tell(coroutine.resume(new))
    tell(coroutine.status(begun))
    tell(coroutine.resume(begun, 'this'))
    tell(coroutine.status(begun))
  end
  return true
end
nest()
tell(coroutine.resume(begun, 'that'))
tell(coroutine.resume(begun, 'that'))
print(table.concat(told, ', ', 1, 5)) -- expect: false, C stack overflow, dead, false, cannot resume dead coroutine
print(table.concat(told, ', ', 6, 9)) -- expect: suspended, false, C stack overflow, suspended
print(table.concat(told, ', ', 10)) -- expect: true, went on with that, false, cannot resume dead coroutine
