-- the list is adjusted to three values
local function gen() return function(s, c) if not c then return s end end, "state", nil, "extra" end
for v in gen() do print(v) end -- expect: state
local ran = 0
local function extra() ran = ran + 1 end
for v in next, { "x" }, nil, extra() do print(v) end -- expect: 1
print(ran) -- expect: 1
for v in (gen()) do print("once", v) break end
for k, v in next, { 10, 20 } do print(k, v) end -- expect: 1	10
-- expect: 2	20
local t = setmetatable({}, { __call = function(self, s, c) c = (c or 0) + 1 if c <= 2 then return c, type(self) end end })
for i, k in t do print("callable", i, k) end -- expect: callable	1	table
-- expect: callable	2	table
