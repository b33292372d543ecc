-- one call site, many receivers and changing methods
local A, B = {}, {}
A.__index = A
B.__index = B
function A:name() return "A" .. self.n end
function B:name() return "B" .. self.n end
local objs = {
  setmetatable({ n = 1 }, A), setmetatable({ n = 2 }, B),
  { n = 3, name = function(self) return "own" .. self.n end },
  setmetatable({ n = 4 }, { __index = function(_, k) return function(self) return k .. self.n end end })
}
local function all()
  local r = {}
  for i, o in ipairs(objs) do r[i] = o:name() end
  return table.concat(r, " ")
end
print(all()) -- expect: A1 B2 own3 name4
function A:name() return "a" .. self.n end
print(all()) -- expect: a1 B2 own3 name4
objs[1].name = function() return "shadow" end
print(all()) -- expect: shadow B2 own3 name4
objs[1].name = nil
B.name = A.name
print(all()) -- expect: a1 a2 own3 name4
setmetatable(objs[2], A)
A.name = function() return "replaced" end
print(all()) -- expect: replaced replaced own3 name4
local function up(s) return s:upper() end
print(up "x", up "y", up(setmetatable({}, { __index = { upper = function() return "table upper" end } }))) -- expect: X	Y	table upper
print(pcall(up, 5)) -- expect: false	user_script:28: attempt to index local 's' (a number value)
print(pcall(up, {})) -- expect: false	user_script:28: attempt to call method 'upper' (a nil value)
