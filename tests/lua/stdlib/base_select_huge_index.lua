-- int conversion of big indices
print(pcall(select, -2 ^ 31, 1, 2)) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(select, -2 ^ 31 + 1, 1, 2)) -- expect: false	bad argument #1 to '?' (index out of range)
print(select("#", select(1e9, 1, 2))) -- expect: 0
print(pcall(select, 1 / 0, 1, 2)) -- expect: false	bad argument #1 to '?' (index out of range)
print(pcall(select, -1 / 0, 1, 2)) -- expect: false	bad argument #1 to '?' (index out of range)
print(select("#", select(2 ^ 30, "a"))) -- expect: 0
print(pcall(select, 2 ^ 32, "a")) -- expect: false	bad argument #1 to '?' (index out of range)
print(select(2 ^ 32 + 1, "a", "b")) -- expect: a	b
