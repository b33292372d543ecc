-- the line is that of the operation
local function at(f) return (select(2, pcall(f)):match(":(%d+):")) end
print(at(function() -- expect: 6
  local x

  return x.y
end))
print(at(function() local t = {} -- expect: 10
  t.a = 1
  t.b.c = 2
end))
print(at(function() -- expect: 14
  local f = nil
  f(1,
    2,
    3)
end))
print(at(function() -- expect: 20
  return 1 +
    {} +
    2
end))
print(at(function() -- expect: 26
  local t = {
    a = 1,
    b = nil + 1,
  }
end))
