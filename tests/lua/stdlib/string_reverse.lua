-- manual 5.4 string.reverse
print(("abc"):reverse(), ("a"):reverse(), #(""):reverse(), ("a\0b"):reverse() == "b\0a", string.reverse(123), ("abcdefghij"):reverse(), ("x"):rep(100):reverse() == ("x"):rep(100)) -- expect: cba	a	0	true	321	jihgfedcba	true
print(pcall(string.reverse)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.reverse, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(string.reverse, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
