-- parity P7: up to n values
print(cmsgpack.unpack_limit("\1\2\3", 2)) -- expect: 2	1	2
print(cmsgpack.unpack_limit("\1\2\3", 3)) -- expect: -1	1	2	3
print(cmsgpack.unpack_limit("\1\2\3", 5)) -- expect: -1	1	2	3
print(cmsgpack.unpack_limit("\1\2\3", 1, 1)) -- expect: 2	2
print(cmsgpack.unpack_limit("\1\2\3", 2, 2)) -- expect: -1	3
print(cmsgpack.unpack_limit("\1\2\3", 0)) -- expect: 1	2	3
print(cmsgpack.unpack_limit("\1\2\3", 0, 1)) -- expect: 1
print(cmsgpack.unpack_limit("\1\2\3", 0, 0)) -- expect: 1	2	3
print(pcall(cmsgpack.unpack_limit, "\1\2\3", -1)) -- expect: false	Invalid request to unpack with offset of 0 and limit of 3.
print(pcall(cmsgpack.unpack_limit, "\1\2\3", 1, -1)) -- expect: false	Invalid request to unpack with offset of -1 and limit of 3.
print(pcall(cmsgpack.unpack_limit, "\1\2\3", 1, 4)) -- expect: false	Start offset 4 greater than input length 3.
print(pcall(cmsgpack.unpack_limit, "\1\2\3", 1, 3)) -- expect: true	-1
print(pcall(cmsgpack.unpack_limit, "\1")) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(cmsgpack.unpack_limit, "\1", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(cmsgpack.unpack_limit)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(cmsgpack.unpack_limit, "\1\2", 5, {})) -- expect: false	bad argument #3 to '?' (number expected, got table)
print(pcall(cmsgpack.unpack_limit, "", 1)) -- expect: true	-1
print(pcall(cmsgpack.unpack_limit, "\1\204", 2)) -- expect: false	Missing bytes in input.
print(pcall(cmsgpack.unpack_limit, "\1\204", 1)) -- expect: true	1	1
print(pcall(function() cmsgpack.unpack_limit("\1", 1, 7) end)) -- expect: false	user_script:21: Start offset 7 greater than input length 1.
print(pcall(cmsgpack.unpack_limit, "\1\2\3", -2, -2)) -- expect: false	Invalid request to unpack with offset of -2 and limit of 3.
