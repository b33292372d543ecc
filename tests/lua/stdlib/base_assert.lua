-- parity L14: assert returns its arguments or raises its message without position change
print(assert(1)) -- expect: 1
print(assert("x", "msg", 3)) -- expect: x	msg	3
print(assert(true, nil, nil)) -- expect: true	nil	nil
print(select("#", assert(0, nil))) -- expect: 2
print(pcall(assert, false)) -- expect: false	assertion failed!
print(pcall(assert, nil)) -- expect: false	assertion failed!
print(pcall(assert, false, "message")) -- expect: false	message
print(pcall(assert, nil, 42)) -- expect: false	42
print(pcall(assert)) -- expect: false	bad argument #1 to '?' (value expected)
print(pcall(assert, false, nil)) -- expect: false	assertion failed!
print(pcall(assert, nil, {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(assert, false, true)) -- expect: false	bad argument #2 to '?' (string expected, got boolean)
print(pcall(function() assert(false, "m") end)) -- expect: false	user_script:14: m
print(pcall(function() assert(nil) end)) -- expect: false	user_script:15: assertion failed!
print(pcall(function() assert() end)) -- expect: false	user_script:16: bad argument #1 to 'assert' (value expected)
print(pcall(function() assert(1 > 2, "one is not more than two") end)) -- expect: false	user_script:17: one is not more than two
print(pcall(function() local ok = assert(loadstring("x =", "=c")) end)) -- expect: false	user_script:18: c:1: unexpected symbol near '<eof>'
