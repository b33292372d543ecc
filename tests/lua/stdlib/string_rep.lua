-- parity L7: counts are cut to an int; zero and negative give the empty string
print(("ab"):rep(3), ("ab"):rep(1), #("ab"):rep(0), #("ab"):rep(-1), #(""):rep(1000), ("a\0"):rep(2) == "a\0a\0", ("x"):rep("2"), ("x"):rep(2.9), #("x"):rep(-0.5)) -- expect: ababab	ab	0	0	0	true	xx	xx	0
print(#("x"):rep(2 ^ 31), #("x"):rep(2 ^ 32), #("x"):rep(2 ^ 32 + 3), #("x"):rep(-2 ^ 31), #("x"):rep(0 / 0), #("x"):rep(1 / 0), #("x"):rep(-1 / 0), #("x"):rep(1e300)) -- expect: 0	0	3	0	0	0	0	0
print(#("abc"):rep(10000), ("abc"):rep(10000):sub(-4), #(""):rep(100000), string.rep(12, 3)) -- expect: 30000	cabc	0	121212
print(pcall(string.rep)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.rep, "x")) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(string.rep, nil, 1)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(string.rep, "x", "y")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(string.rep, "x", nil)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(string.rep, "x", {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(function() ("x"):rep() end)) -- expect: false	user_script:11: bad argument #1 to 'rep' (number expected, got no value)
print(("x"):rep(2, "sep")) -- expect: xx
