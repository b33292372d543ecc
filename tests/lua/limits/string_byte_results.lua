-- limit: results of string.byte
local s = ("x"):rep(9000)
print(select("#", s:byte(1, 7900))) -- expect: 7900
print(pcall(string.byte, s, 1, -1)) -- expect: false	stack overflow (string slice too long)
print(pcall(function() return (select("#", ("y"):rep(100000):byte(1, -1))) end)) -- expect: false	user_script:5: stack overflow (string slice too long)
