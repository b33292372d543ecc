-- limit: counts are truncated to 32 bits before any allocation
print(#("x"):rep(2 ^ 32 + 3), #("x"):rep(2 ^ 31), #("ab"):rep(-2 ^ 31), #("x"):rep(2 ^ 33), #("x"):rep(1e18), #("x"):rep(-1), #("abc"):rep(2 ^ 32 + 2)) -- expect: 3	0	0	0	0	0	6
