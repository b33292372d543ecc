-- manual 2.8 lt, le: handlers, swapped for > and >=
local log = {}
local mt = {
  __lt = function(a, b) log[#log + 1] = "lt" .. a.v .. b.v return a.v < b.v end,
  __le = function(a, b) log[#log + 1] = "le" .. a.v .. b.v return a.v <= b.v end
}
local a, b = setmetatable({ v = 1 }, mt), setmetatable({ v = 2 }, mt)
print(a < b, a > b, a <= b, a >= b, b < a, b <= a, a <= a, a < a) -- expect: true	false	true	false	false	false	true	false
print(table.concat(log, " ")) -- expect: lt12 lt21 le12 le21 lt21 le21 le11 lt11
print(not (a < b), a < b and "less" or "not less") -- expect: false	less
print(pcall(function() return a < 1 end)) -- expect: false	user_script:11: attempt to compare table with number
print(pcall(function() return 1 <= a end)) -- expect: false	user_script:12: attempt to compare number with table
print(pcall(function() return a < {} end)) -- expect: false	user_script:13: attempt to compare two table values
print(pcall(function() return a < "x" end)) -- expect: false	user_script:14: attempt to compare table with string
