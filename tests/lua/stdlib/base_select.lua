-- manual 5.1 select: positive, negative, '#'
print(select("#")) -- expect: 0
print(select("#", nil)) -- expect: 1
print(select("#", nil, nil, 1)) -- expect: 3
print(select(1, "a", "b", "c")) -- expect: a	b	c
print(select(3, "a", "b", "c")) -- expect: c
print(select("#", select(4, "a", "b", "c"))) -- expect: 0
print(select(-1, "a", "b", "c")) -- expect: c
print(select(-2, "a", "b", "c")) -- expect: b	c
print(select(-3, "a", "b", "c")) -- expect: a	b	c
print((select(2, "a", "b", "c"))) -- expect: b
print(pcall(select, -4, "a", "b", "c")) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(select, 0, "a")) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(select, -1)) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(select)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(select, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(select, nil, 1)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(select, {}, 1)) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(select("2", "a", "b")) -- expect: b
print(select(1.9, "a", "b")) -- expect: a	b
print(select(2.9, "a", "b", "c")) -- expect: b	c
print(select("#", select(100, 1, 2)), select("#", select(2 ^ 31 - 1, 1))) -- expect: 0	0
print(pcall(select, 0.5, "a")) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(select, 0 / 0, "a")) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(function() select(0) end)) -- expect: false	user_script:25: bad argument #1 to 'select' (index out of range)
print(select("#x", 1, 2), select("#", select("#"))) -- expect: 2	1
