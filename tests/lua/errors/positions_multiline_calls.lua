-- calls and indexing spread over lines
local function at(f) return (select(2, pcall(f)):match(":(%d+):")) end
local t = {}
print(at(function() -- expect: 5
  t.x(
    1
  )
end))
print(at(function() -- expect: 12
  t
    .x
    .y
    .z = 1
end))
print(at(function() -- expect: 16
  error(
    "m"
  )
end))
print(at(function() -- expect: 23
  return "a" ..
    "b" ..
    nil
end))
print(at(function() -- expect: 27
  for i = 1,
    "x" do
  end
end))
print(at(function() -- expect: 32
  if
    nil < 1
  then
  end
end))
