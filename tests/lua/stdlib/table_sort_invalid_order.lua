-- parity L10: inconsistent comparators are reported, or give some order
local function try(n, f) local t = {} for i = 1, n do t[i] = i end return pcall(table.sort, t, f) end
print(try(3, function() return true end)) -- expect: true
print(try(10, function() return true end)) -- expect: false	invalid order function for sorting
print(try(100, function() return true end)) -- expect: false	invalid order function for sorting
print(try(2, function() return true end)) -- expect: true
print(try(10, function() return false end)) -- expect: true
print(try(10, function(a, b) return a ~= b end)) -- expect: false	invalid order function for sorting
print(try(10, function(a, b) return a <= b end)) -- expect: true
print(try(100, function(a, b) return a <= b end)) -- expect: true
print(try(10, function(a, b) return a >= b end)) -- expect: true
print(try(50, function(a, b) return a % 3 <= b % 3 end)) -- expect: false	user_script:12: attempt to perform arithmetic on local 'a' (a nil value)
print(try(10, function() return nil end)) -- expect: true
print(try(10, function() return 0 end)) -- expect: false	invalid order function for sorting
print(pcall(function() local t = {} for i = 1, 10 do t[i] = i end table.sort(t, function() return true end) end)) -- expect: false	user_script:15: invalid order function for sorting
