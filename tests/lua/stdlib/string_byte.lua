-- manual 5.4 string.byte
print(("abc"):byte()) -- expect: 97
print(("abc"):byte(2)) -- expect: 98
print(("abc"):byte(1, -1)) -- expect: 97	98	99
print(("abc"):byte(-1)) -- expect: 99
print(("abc"):byte(-2, -1)) -- expect: 98	99
print(("abc"):byte(2, 100)) -- expect: 98	99
print(("abc"):byte(-100, 2)) -- expect: 97	98
print(select("#", ("abc"):byte(4)), select("#", ("abc"):byte(0)), select("#", (""):byte()), select("#", ("abc"):byte(3, 2)), select("#", ("abc"):byte(0, 2)), select("#", ("abc"):byte(-5, -4))) -- expect: 0	0	0	0	2	0
print(("\0\255\127"):byte(1, 3)) -- expect: 0	255	127
print(("abc"):byte("2")) -- expect: 98
print(("abc"):byte(1.9)) -- expect: 97
print(("abc"):byte(nil, 2)) -- expect: 97	98
print(string.byte(123, 1, -1)) -- expect: 49	50	51
print(pcall(string.byte)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.byte, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(string.byte, "a", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(string.byte, "a", 1, {})) -- expect: false	bad argument #3 to '?' (number expected, got table)
print(pcall(function() ("a"):byte({}) end)) -- expect: false	user_script:19: bad argument #1 to 'byte' (number expected, got table)
print(select("#", ("x"):rep(500):byte(1, -1)), select("#", ("abc"):byte(2 ^ 31)), select("#", ("abc"):byte(-2 ^ 31, 2 ^ 31 - 1)), select("#", ("abc"):byte(0 / 0)), ("abc"):byte(2 ^ 32 + 1)) -- expect: 500	0	3	0
