-- Makes closures that share a variable.
local turns = 300000
local function mk(start)
  local c = start
  return function(d) c = c + d; return c end, function() return c end
end
local s = 0
for i = 1, turns do
  local inc, get = mk(i)
  for j = 1, 4 do inc(j) end
  s = s + get()
end
return s
