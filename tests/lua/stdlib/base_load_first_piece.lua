-- luaL_load looks for bytecode first: a reader that begins with nothing is asked once more
local function calls(pieces)
  local n = 0
  local f = load(function() n = n + 1 return pieces[n] end)
  return n, f and f()
end
print(calls({})) -- expect: 2	nil
print(calls({ "return 1" })) -- expect: 2	1
print(calls({ nil, "return 7" })) -- expect: 3	7
print(calls({ nil, "" })) -- expect: 2	nil
