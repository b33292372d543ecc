-- queue, stack, set and priority queue objects
local Queue = {}
Queue.__index = Queue
function Queue.new() return setmetatable({ h = 1, t = 0 }, Queue) end
function Queue:push(v) self.t = self.t + 1 self[self.t] = v return self end
function Queue:pop()
  if self.h > self.t then return nil, "empty" end
  local v = self[self.h]
  self[self.h] = nil
  self.h = self.h + 1
  return v
end
local q = Queue.new():push("a"):push("b"):push("c")
print(q:pop(), q:pop(), q.t - q.h + 1) -- expect: a	b	1
q:push("d")
print(q:pop()) -- expect: c
print(q:pop()) -- expect: d
print(q:pop()) -- expect: nil	empty
local PQ = {}
PQ.__index = PQ
function PQ.new(lt) return setmetatable({ n = 0, lt = lt or function(a, b) return a < b end }, PQ) end
function PQ:add(v)
  self.n = self.n + 1
  local i = self.n
  self[i] = v
  while i > 1 do
    local p = math.floor(i / 2)
    if not self.lt(self[i], self[p]) then break end
    self[i], self[p] = self[p], self[i]
    i = p
  end
end
function PQ:take()
  if self.n == 0 then return end
  local top = self[1]
  self[1] = self[self.n]
  self[self.n] = nil
  self.n = self.n - 1
  local i = 1
  while true do
    local c = 2 * i
    if c > self.n then break end
    if c < self.n and self.lt(self[c + 1], self[c]) then c = c + 1 end
    if not self.lt(self[c], self[i]) then break end
    self[i], self[c] = self[c], self[i]
    i = c
  end
  return top
end
local p = PQ.new()
for _, v in ipairs { 5, 2, 8, 1, 9, 3, 7 } do p:add(v) end
local r = {}
while p.n > 0 do r[#r + 1] = p:take() end
print(table.concat(r, " "), p:take()) -- expect: 1 2 3 5 7 8 9
local Set = {}
Set.mt = {
  __add = function(a, b) return Set.of(a, b) end,
  __mul = function(a, b) local r = Set.of() for k in pairs(a) do if b[k] then r[k] = true end end return r end,
  __le = function(a, b) for k in pairs(a) do if not b[k] then return false end end return true end,
  __lt = function(a, b) return a <= b and not (b <= a) end,
  __eq = function(a, b) return a <= b and b <= a end,
  __tostring = function(s) local l = {} for k in pairs(s) do l[#l + 1] = tostring(k) end table.sort(l) return "{" .. table.concat(l, ",") .. "}" end
}
function Set.of(...)
  local s = setmetatable({}, Set.mt)
  for _, t in ipairs { ... } do for k in pairs(t) do s[k] = true end end
  return s
end
local a, b = Set.of { x = 1, y = 1 }, Set.of { y = 1, z = 1 }
print(tostring(a + b), tostring(a * b), a <= a + b, a < a, a < a + b, a == Set.of(a), a == b, a >= a * b) -- expect: {x,y,z}	{y}	true	false	true	true	false	true
