-- parity T4: struct.size
print(struct.size("b"), struct.size("h"), struct.size("i"), struct.size("l"), struct.size("T"), struct.size("f"), struct.size("d"), struct.size("i3"), struct.size("I32"), struct.size("c"), struct.size("c10"), struct.size("x"), struct.size(""), struct.size(" b b ")) -- expect: 1	2	4	8	8	4	8	3	32	1	10	1	0	2
print(struct.size("bi"), struct.size("!bi"), struct.size("!4bi"), struct.size("!2bi"), struct.size("!8bd"), struct.size(">i<i"), struct.size("!4bhbi"), struct.size("!xi"), struct.size("z"), struct.size("bzb"), struct.size("Q")) -- expect: 5	8	8	6	16	8	12	8	0	2	0
print(pcall(struct.size, "@")) -- expect: false	bad argument #1 to '?' (invalid format option '@')
print(pcall(struct.size, "b?")) -- expect: false	bad argument #1 to '?' (invalid format option '?')
print(pcall(struct.size, "\0")) -- expect: true	0
print(struct.size("i4c2147483647c10"), struct.size("c2147483647")) -- expect: 2147483661	2147483647
print(pcall(struct.size)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(struct.size, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(struct.size, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(struct.size, "s")) -- expect: false	bad argument #1 to '?' (option 's' has no fixed size)
print(pcall(struct.size, "c0")) -- expect: false	bad argument #1 to '?' (option 'c0' has no fixed size)
print(pcall(struct.size, "bs")) -- expect: false	bad argument #1 to '?' (option 's' has no fixed size)
print(pcall(struct.size, "i33")) -- expect: false	integral size 33 is larger than limit of 32
print(pcall(struct.size, "!3i")) -- expect: false	alignment 3 is not a power of 2
print(pcall(struct.size, "i99999999999")) -- expect: false	integral size overflow
print(pcall(function() struct.size("s") end)) -- expect: false	user_script:17: bad argument #1 to 'size' (option 's' has no fixed size)
print(pcall(function() struct.size("i33") end)) -- expect: false	user_script:18: integral size 33 is larger than limit of 32
print(pcall(function() struct.size() end)) -- expect: false	user_script:19: bad argument #1 to 'size' (string expected, got no value)
print(struct.size(5)) -- expect: 0
