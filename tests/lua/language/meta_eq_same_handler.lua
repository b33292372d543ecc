-- manual 2.8 eq: both operands need the same handler and the same type
local function eq(a, b) return true end
local mt1, mt2 = { __eq = eq }, { __eq = function() return true end }
local a, b, c = setmetatable({}, mt1), setmetatable({}, mt1), setmetatable({}, mt2)
print(a == b, a ~= b, a == c, a == {}, a == 1, a == "x", a == nil, 1 == a) -- expect: true	false	false	false	false	false	false	false
local d = setmetatable({}, { __eq = eq })
print(a == d, d == a) -- expect: true	true
print(rawequal(a, b), rawequal(a, a)) -- expect: false	true
local n = 0
local mt3 = { __eq = function() n = n + 1 return false end }
local e, f = setmetatable({}, mt3), setmetatable({}, mt3)
print(e == e, e == f, e ~= f, n) -- expect: true	false	true	2
local only = setmetatable({}, { __eq = eq })
local plain = {}
print(only == plain, plain == only) -- expect: false	false
