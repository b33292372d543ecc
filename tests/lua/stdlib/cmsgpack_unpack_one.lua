-- parity P7: one value and the next offset
print(cmsgpack.unpack_one("\1\2\3")) -- expect: 1	1
print(cmsgpack.unpack_one("\1\2\3", 1)) -- expect: 2	2
print(cmsgpack.unpack_one("\1\2\3", 2)) -- expect: -1	3
print(pcall(cmsgpack.unpack_one, "\1\2\3", 3)) -- expect: true	-1
print(pcall(cmsgpack.unpack_one, "\1\2\3", 4)) -- expect: false	Start offset 4 greater than input length 3.
print(pcall(cmsgpack.unpack_one, "\1\2\3", -1)) -- expect: false	Invalid request to unpack with offset of -1 and limit of 3.
print(cmsgpack.unpack_one("\163abc\1")) -- expect: 4	abc
print(cmsgpack.unpack_one("\192")) -- expect: -1	nil
print(pcall(cmsgpack.unpack_one, "")) -- expect: true	-1
print(pcall(cmsgpack.unpack_one, "\204")) -- expect: false	Missing bytes in input.
print(pcall(cmsgpack.unpack_one)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(cmsgpack.unpack_one, "\1", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(cmsgpack.unpack_one, "\1", {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(cmsgpack.unpack_one("\1\2", "1")) -- expect: -1	2
print(pcall(function() cmsgpack.unpack_one("\1", 9) end)) -- expect: false	user_script:16: Start offset 9 greater than input length 1.
print(pcall(cmsgpack.unpack_one, "\1", 2 ^ 31)) -- expect: false	Start offset -2147483648 greater than input length 1.
print(pcall(cmsgpack.unpack_one, "\1\2", 0.9)) -- expect: true	1	1
local s, off, n = cmsgpack.pack(10, "x", { 1 }, nil), 0, 0
while off >= 0 do local v off, v = cmsgpack.unpack_one(s, off) n = n + 1 print(off, type(v)) end -- expect: 1	number
-- expect: 3	string
-- expect: 5	table
-- expect: -1	nil
print(n) -- expect: 4
