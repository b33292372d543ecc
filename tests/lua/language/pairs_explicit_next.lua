-- pairs returns next, the table and nil
local f, s, c = pairs({ 5 })
print(f == next, type(s), c) -- expect: false	table	nil
print(next({}), next({ 10 }), next({ 10 }, 1), next({ a = 1 }), next({ a = 1 }, "a")) -- expect: nil	1	nil	a	nil
local t = { 1, 2, x = 3 }
local k, v = nil, nil
local r = {}
repeat k, v = next(t, k) r[#r + 1] = tostring(k) until k == nil
print(table.concat(r, " ")) -- expect: 1 2 x nil
print(pcall(next, {}, 1)) -- expect: false	invalid key to 'next'
print(pcall(next, {}, "nokey")) -- expect: false	invalid key to 'next'
print(pcall(next, { 1 }, 2)) -- expect: false	invalid key to 'next'
print(pcall(next, { a = 1 }, {})) -- expect: false	invalid key to 'next'
print(pcall(next, { 1, 2 }, 1.5)) -- expect: false	invalid key to 'next'
print(pcall(next, { 1, 2 }, 0)) -- expect: false	invalid key to 'next'
print(pcall(next, { 1, 2 }, -1)) -- expect: false	invalid key to 'next'
print(pcall(next, { 1 }, 0 / 0)) -- expect: false	invalid key to 'next'
print(next({ 1, 2 }, 2), next({ 1, 2, 3 }, 2)) -- expect: nil	3	3
print(pcall(next)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(next, 5)) -- expect: false	bad argument #1 to '?' (table expected, got number)
