-- parity T4: values and the next position
print(struct.unpack("b", "\255")) -- expect: -1	2
print(struct.unpack("B", "\255")) -- expect: 255	2
print(struct.unpack("h", "\1\2")) -- expect: 513	3
print(struct.unpack(">h", "\1\2")) -- expect: 258	3
print(struct.unpack("i", "\255\255\255\255")) -- expect: -1	5
print(struct.unpack("I", "\255\255\255\255")) -- expect: 4294967295	5
print(struct.unpack("bbb", "\1\2\3")) -- expect: 1	2	3	4
print(struct.unpack("l", "\1\0\0\0\0\0\0\0")) -- expect: 1	9
print(struct.unpack("L", ("\255"):rep(8))) -- expect: 1.844674407371e+19	9
print(struct.unpack("l", ("\255"):rep(8))) -- expect: -1	9
print(struct.unpack("T", "\5" .. ("\0"):rep(7))) -- expect: 5	9
print(struct.unpack("i3", "\255\255\255")) -- expect: -1	4
print(struct.unpack("I3", "\255\255\255")) -- expect: 16777215	4
print(struct.unpack(">i3", "\128\0\0")) -- expect: -8388608	4
print(struct.unpack("", "abc")) -- expect: 1
print(struct.unpack("x", "abc")) -- expect: 2
print(struct.unpack(">I2 <I2", "\1\2\1\2")) -- expect: 258	513	5
