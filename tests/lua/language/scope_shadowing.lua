-- manual 2.6: inner declarations hide outer ones until the block ends
local x = 10
do
  local x = x
  x = x + 1
  print(x) -- expect: 11
  do local x = x + 1; print(x) end -- expect: 12
  print(x) -- expect: 11
end
print(x) -- expect: 10
local x = x .. "again"
print(x) -- expect: 10again
