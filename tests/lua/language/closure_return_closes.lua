-- a return from inside nested blocks closes their variables
local function find(t)
  for i, v in ipairs(t) do
    while true do
      local w = v * 2
      if w > 3 then return function() w = w + 1 return i, v, w end end
      break
    end
  end
end
local f = find { 1, 2, 3 }
print(f()) -- expect: 2	2	5
print(f()) -- expect: 2	2	6
local g = (function() local a = 1 do local b = 2 return function() a = a + 1 b = b * 2 return a, b end end end)()
print(g()) -- expect: 2	4
print(g()) -- expect: 3	8
