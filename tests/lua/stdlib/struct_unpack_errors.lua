-- parity T4, CVE-2018-11219: bad input
print(pcall(struct.unpack)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(struct.unpack, "i")) -- expect: false	bad argument #2 to '?' (string expected, got no value)
print(pcall(struct.unpack, nil, "a")) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(struct.unpack, "i", nil)) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(struct.unpack, "i", {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(struct.unpack, "i", "abc")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "d", "abc")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "z", "abc")) -- expect: false	bad argument #1 to '?' (invalid format option 'z')
print(pcall(struct.unpack, "!3i", "abcd")) -- expect: false	alignment 3 is not a power of 2
print(pcall(struct.unpack, "i33", ("a"):rep(40))) -- expect: false	integral size 33 is larger than limit of 32
print(pcall(struct.unpack, "I2147483648", "a")) -- expect: false	integral size overflow
print(pcall(struct.unpack, "c2147483647", "a")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "x", "")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "bb", "a")) -- expect: false	bad argument #2 to '?' (data string too short)
print(struct.unpack("B", 5)) -- expect: 53	2
print(pcall(function() struct.unpack("i", "abc") end)) -- expect: false	user_script:17: bad argument #2 to 'unpack' (data string too short)
print(pcall(function() struct.unpack("@", "abc") end)) -- expect: false	user_script:18: bad argument #1 to 'unpack' (invalid format option '@')
print(pcall(function() struct.unpack("i33", "abc") end)) -- expect: false	user_script:19: integral size 33 is larger than limit of 32
