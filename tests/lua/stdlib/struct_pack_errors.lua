-- parity T4: bad formats, sizes and arguments
print(pcall(struct.pack)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(struct.pack, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(struct.pack, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(struct.pack, "z", 1)) -- expect: false	bad argument #1 to '?' (invalid format option 'z')
print(pcall(struct.pack, "@")) -- expect: false	bad argument #1 to '?' (invalid format option '@')
print(pcall(struct.pack, "q", 1)) -- expect: false	bad argument #1 to '?' (invalid format option 'q')
print(pcall(struct.pack, "i")) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(struct.pack, "i", "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(struct.pack, "ii", 1)) -- expect: false	bad argument #3 to '?' (number expected, got nil)
print(pcall(struct.pack, "d", {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(struct.pack, "i33", 1)) -- expect: false	integral size 33 is larger than limit of 32
print(pcall(struct.pack, "I2147483648", 10)) -- expect: false	integral size overflow
print(pcall(struct.pack, "I99999999999999999999", 10)) -- expect: false	integral size overflow
print(pcall(struct.pack, "c4294967295", "x")) -- expect: false	integral size overflow
print(pcall(struct.pack, "c2147483648", "x")) -- expect: false	integral size overflow
print(#struct.pack("i0", 1)) -- expect: 0
print(pcall(struct.pack, "!2147483648i", 1)) -- expect: false	integral size overflow
print(#struct.pack("", 1, 2), #struct.pack("b", 1, 2, 3)) -- expect: 0	1
print(pcall(function() struct.pack("z") end)) -- expect: false	user_script:20: bad argument #1 to 'pack' (invalid format option 'z')
print(pcall(function() struct.pack("i", {}) end)) -- expect: false	user_script:21: bad argument #2 to 'pack' (number expected, got table)
print(pcall(function() struct.pack("i33", 1) end)) -- expect: false	user_script:22: integral size 33 is larger than limit of 32
