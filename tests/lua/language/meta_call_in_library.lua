-- where a callable table is accepted as a function and where it is not
local c = setmetatable({}, { __call = function(self, ...) return ... end })
print(pcall(c, 1)) -- expect: true	1
print(xpcall(c, c)) -- expect: true
print(select(2, xpcall(error, c))) -- expect: error in error handling
print(pcall(table.sort, { 2, 1 }, c)) -- expect: false	bad argument #2 to '?' (function expected, got table)
print(pcall(string.gsub, "x", "x", c)) -- expect: true	x	1
print(pcall(coroutine.create, c)) -- expect: false	bad argument #1 to '?' (Lua function expected)
print(pcall(table.foreach, { 1 }, c)) -- expect: false	bad argument #2 to '?' (function expected, got table)
print(pcall(load, c)) -- expect: false	bad argument #1 to '?' (function expected, got table)
for x in setmetatable({}, { __call = function(self, s, v) v = (v or 0) + 1 if v < 3 then return v end end }) do
  print("it", x) -- expect: it	1
  -- expect: it	2
end
