-- limit: too long a slice is an error
print(select("#", ("x"):rep(5000):byte(1, -1)), (select(5000, ("y"):rep(5000):byte(1, -1)))) -- expect: 5000	121
print(pcall(string.byte, ("x"):rep(100000), 1, -1)) -- expect: false	stack overflow (string slice too long)
print(pcall(function() return ("x"):rep(100000):byte(1, -1) end)) -- expect: false	user_script:4: stack overflow (string slice too long)
print(select("#", ("x"):rep(100000):byte(99990, -1))) -- expect: 11
