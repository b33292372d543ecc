-- parity R3: intervals and argument counts
math.randomseed(11)
print(pcall(math.random, 0)) -- expect: false	bad argument #1 to '?' (interval is empty)
print(pcall(math.random, -5)) -- expect: false	bad argument #1 to '?' (interval is empty)
print(pcall(math.random, 2, 1)) -- expect: false	bad argument #2 to '?' (interval is empty)
print(pcall(math.random, 1, 2, 3)) -- expect: false	wrong number of arguments
print(pcall(math.random, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.random, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(math.random, 1, nil)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(math.random, {}, 1)) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() math.random(0) end)) -- expect: false	user_script:11: bad argument #1 to 'random' (interval is empty)
print(pcall(function() math.random(3, 1) end)) -- expect: false	user_script:12: bad argument #2 to 'random' (interval is empty)
print(pcall(function() math.random(1, 2, 3) end)) -- expect: false	user_script:13: wrong number of arguments
print(math.random(1), math.random(1, 1), math.random("3") <= 3, math.random(1.9), math.random(5, 5.9), math.random(-3, -3)) -- expect: 1	1	true	1	5	-3
print(pcall(math.random, 0 / 0)) -- expect: false	bad argument #1 to '?' (interval is empty)
print(pcall(math.random, 2 ^ 32)) -- expect: false	bad argument #1 to '?' (interval is empty)
print(pcall(math.random, 2 ^ 31)) -- expect: false	bad argument #1 to '?' (interval is empty)
print(math.random(2 ^ 32 + 1), math.random(-2 ^ 31, -2 ^ 31)) -- expect: 1	-2147483648
