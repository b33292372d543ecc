-- the same keys from a constructor, from assignments, and from a grown constructor
local function show(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = tostring(k) end
  print(table.concat(r, " ")) -- expect: beta epsilon delta alpha gamma
  -- expect: beta epsilon delta gamma alpha
  -- expect: beta epsilon delta gamma alpha
  -- expect: beta epsilon delta gamma alpha
  -- expect: epsilon alpha beta gamma delta
end
show { alpha = 1, beta = 2, gamma = 3, delta = 4, epsilon = 5 }
local t = {}
t.alpha = 1
t.beta = 2
t.gamma = 3
t.delta = 4
t.epsilon = 5
show(t)
t = { alpha = 1 }
t.beta = 2
t.gamma = 3
t.delta = 4
t.epsilon = 5
show(t)
t = { alpha = 1, beta = 2, gamma = 3 }
t.delta = 4
t.epsilon = 5
show(t)
t = { epsilon = 1, delta = 1, gamma = 1 }
t.beta = 1
t.alpha = 1
show(t)
