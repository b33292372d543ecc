-- parity G12: __len on tables is ignored in 5.1
local t = setmetatable({ 1, 2 }, { __len = function() return 99 end })
print(#t) -- expect: 2
t[3] = 3
print(#t) -- expect: 3
print(#setmetatable({}, { __len = function() error("not called") end })) -- expect: 0
table.insert(t, "x")
print(#t, t[4], table.getn(t), select("#", unpack(t))) -- expect: 4	x	4	4
for _, e in ipairs { "__pairs", "__ipairs", "__gc", "__close", "__name", "__idiv", "__band" } do
  setmetatable(t, { [e] = function() error(e) end })
end
local n = 0
for _ in pairs(t) do n = n + 1 end
for _ in ipairs(t) do n = n + 1 end
print(n, type(tostring(t))) -- expect: 8	string
