-- 5.1: order comparison needs the same metamethod in both operands
local h = function() return true end
local a, b, c = setmetatable({}, { __lt = h }), setmetatable({}, { __lt = h }), setmetatable({}, { __lt = function() return true end })
print(a < b, b > a) -- expect: true	true
print(pcall(function() return a < c end)) -- expect: false	user_script:5: attempt to compare two table values
print(pcall(function() return a <= c end)) -- expect: false	user_script:6: attempt to compare two table values
print(pcall(function() return a < {} end)) -- expect: false	user_script:7: attempt to compare two table values
print(pcall(function() return {} < a end)) -- expect: false	user_script:8: attempt to compare two table values
local le1, le2 = setmetatable({}, { __le = h, __lt = function() return false end }), setmetatable({}, {
  __le = function() return false end, __lt = function() return false end
})
print(pcall(function() return le1 <= le2 end)) -- expect: false	user_script:12: attempt to compare two table values
local d, e = setmetatable({}, { __le = h }), setmetatable({}, { __le = h })
print(d <= e, d >= e) -- expect: true	true
