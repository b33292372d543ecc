-- manual 5.4 string.sub: every kind of index
local s = "hello"
local function q(...) return "[" .. s:sub(...) .. "]" end
print(q(1), q(2), q(5), q(6), q(0), q(-1), q(-5), q(-6), q(100), q(-100)) -- expect: [hello]	[ello]	[o]	[]	[hello]	[o]	[hello]	[hello]	[]	[hello]
print(q(1, 1), q(2, 4), q(1, -1), q(2, -2), q(4, 2), q(1, 0), q(0, 0), q(0, 1), q(-3, -2), q(-2, -3)) -- expect: [h]	[ell]	[hello]	[ell]	[]	[]	[]	[h]	[ll]	[]
print(q(1, 100), q(-100, 2), q(-100, 100), q(3, 3), q(5, 5), q(6, 6), q(6, 5), q(-1, -1), q(-5, 1), q(2, -100)) -- expect: [hello]	[he]	[hello]	[l]	[o]	[]	[]	[o]	[h]	[]
print(q("2", "3"), q(1.9, 2.9), q(-0.5), q(2, nil), q(2 ^ 31, 2 ^ 31), q(-2 ^ 31, 2 ^ 31 - 1), q(1, 2 ^ 53), q(1, 1 / 0), q(0 / 0, 2), q(-1 / 0, 1 / 0)) -- expect: [el]	[he]	[hello]	[ello]	[]	[hello]	[hello]	[]	[he]	[]
print(("a\0b"):sub(2, 3) == "\0b", (""):sub(1, 1) == "", string.sub(12345, 2, 3), ("x"):sub(1, 1, 5)) -- expect: true	true	23	x
print(pcall(string.sub)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.sub, "a")) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(string.sub, "a", "b")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(string.sub, nil, 1)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(function() ("a"):sub() end)) -- expect: false	user_script:13: bad argument #1 to 'sub' (number expected, got no value)
print(pcall(function() ("a"):sub({}) end)) -- expect: false	user_script:14: bad argument #1 to 'sub' (number expected, got table)
