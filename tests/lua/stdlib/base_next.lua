-- manual 5.1 next
print(next({}), next({ "a" })) -- expect: nil	1	a
print(next({ "a" }, nil)) -- expect: 1	a
print(next({ "a", "b" }, 1)) -- expect: 2	b
print(next({ "a" }, 1)) -- expect: nil
print(next({ [0 / 1] = "z" })) -- expect: 0	z
print(next({ x = 1 }, nil)) -- expect: x	1
print(next({ false })) -- expect: 1	false
print(pcall(next)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(next, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(next, "x")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(next, {}, "k")) -- expect: false	invalid key to 'next'
print(pcall(function() next({}, 1) end)) -- expect: false	invalid key to 'next'
print(pcall(next, { 1, 2, 3 }, "1")) -- expect: false	invalid key to 'next'
