-- manual 2.10.2: weak values disappear after a full collection
local t = setmetatable({}, { __mode = "v" })
local keep = {}
local function fill()
  t[1] = {}
  t[2] = keep
  t.x = {}
  t.y = "string"
  t.z = 5
  t[3] = function()
  end
  t[4] = true
end
fill()
collectgarbage()
collectgarbage()
print(t[1], t[2] == keep, t.x, t.y, t.z, t[3], t[4]) -- expect: nil	true	nil	string	5	nil	true
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n) -- expect: 4
keep = nil
collectgarbage()
print(t[2]) -- expect: nil
t[1] = "again"
print(t[1]) -- expect: again
