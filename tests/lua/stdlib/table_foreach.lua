-- 5.0 leftovers foreach and foreachi
local r = {}
print(select("#", table.foreach({ 10, 20, x = 30 }, function(k, v) r[#r + 1] = tostring(k) .. "=" .. v end))) -- expect: 0
print(table.concat(r, " ")) -- expect: 1=10 2=20 x=30
print(table.foreach({ 1, 2, 3 }, function(k, v) if v == 2 then return "stopped at " .. k, "extra" end end)) -- expect: stopped at 2
print(table.foreach({ 1 }, function() return false end)) -- expect: false
print(select("#", table.foreach({}, print))) -- expect: 0
r = {}
print(select("#", table.foreachi({ 5, 6, nil, 8 }, function(i, v) r[#r + 1] = i .. "=" .. tostring(v) end))) -- expect: 0
print(table.concat(r, " ")) -- expect: 1=5 2=6 3=nil 4=8
print(table.foreachi({ 1, 2, 3 }, function(i, v) if i == 2 then return i * v end end)) -- expect: 4
r = {}
table.foreachi({ 1, 2, x = 3 }, function(i, v) r[#r + 1] = i end)
print(#r) -- expect: 2
print(pcall(table.foreach)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.foreach, {})) -- expect: false	bad argument #2 to '?' (function expected, got no value)
print(pcall(table.foreach, {}, 1)) -- expect: false	bad argument #2 to '?' (function expected, got number)
print(pcall(table.foreach, nil, print)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(table.foreachi)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(table.foreachi, {})) -- expect: false	bad argument #2 to '?' (function expected, got no value)
print(pcall(table.foreachi, { 1 }, {})) -- expect: false	bad argument #2 to '?' (function expected, got table)
print(pcall(table.foreach, { 1 }, function() error("in callback", 0) end)) -- expect: false	in callback
print(pcall(function() table.foreach({ 1 }) end)) -- expect: false	user_script:23: bad argument #2 to 'foreach' (function expected, got no value)
print(pcall(function() table.foreachi(5, print) end)) -- expect: false	user_script:24: bad argument #1 to 'foreachi' (table expected, got number)
