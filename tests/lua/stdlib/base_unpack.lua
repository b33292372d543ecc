-- manual 5.1 unpack
print(unpack({ 1, 2, 3 })) -- expect: 1	2	3
print(unpack({ 1, nil, 3 })) -- expect: 1	nil	3
print(unpack({ 1, 2, 3 }, 2)) -- expect: 2	3
print(unpack({ 1, 2, 3 }, 2, 3)) -- expect: 2	3
print(unpack({ 1, 2, 3 }, -1, 1)) -- expect: nil	nil	1
print(unpack({ 1, 2 }, 1, 4)) -- expect: 1	2	nil	nil
print(select("#", unpack({})), select("#", unpack({}, 1, 3)), select("#", unpack({ 1, 2 }, 3)), select("#", unpack({ 1 }, 2, 1)), select("#", unpack({}, 1, 0))) -- expect: 0	3	0	0	0
print(unpack({ 1, 2, 3 }, "2", "3")) -- expect: 2	3
print(unpack({ 1, 2, 3 }, 1.9, 2.9)) -- expect: 1	2
print(unpack({ 1, 2, 3 }, nil, 2)) -- expect: 1	2
print(unpack({ 1, 2, 3 }, nil, nil)) -- expect: 1	2	3
print(unpack({ [0] = "z", [-1] = "m", "o" }, -1, 1)) -- expect: m	z	o
print(pcall(unpack)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(unpack, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(unpack, "x")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(unpack, {}, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(unpack, {}, 1, {})) -- expect: false	bad argument #3 to '?' (number expected, got table)
print(pcall(function() unpack() end)) -- expect: false	user_script:19: bad argument #1 to 'unpack' (table expected, got no value)
print(unpack(setmetatable({}, { __index = function(_, i) return i end }), 1, 2)) -- expect: nil	nil
print((unpack { "first", "second" })) -- expect: first
