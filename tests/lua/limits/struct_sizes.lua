-- limit: integer sizes and overflow in formats
print(#struct.pack("i32", 1), pcall(struct.pack, "i33", 1)) -- expect: 32	false	integral size 33 is larger than limit of 32
print(pcall(struct.pack, "i2147483647", 1)) -- expect: false	integral size 2147483647 is larger than limit of 32
print(pcall(struct.pack, "i2147483648", 1)) -- expect: false	integral size overflow
print(pcall(struct.size, "c2147483648")) -- expect: false	integral size overflow
print(struct.size("c2147483647c2147483647")) -- expect: 4294967294
print(pcall(struct.unpack, "c2147483647", "abc")) -- expect: false	bad argument #2 to '?' (data string too short)
