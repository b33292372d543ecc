-- s, cN, c0 with a preceding size
print(struct.unpack("s", "abc\0def")) -- expect: abc	5
print(struct.unpack("ss", "a\0b\0")) -- expect: a	b	5
print(struct.unpack("c3", "abcdef")) -- expect: abc	4
print(struct.unpack("c", "xyz")) -- expect: x	2
print(struct.unpack("Bc0", "\3abcdef")) -- expect: abc	5
print(struct.unpack(">Hc0B", "\0\2ab\9")) -- expect: ab	9	6
print(struct.unpack("Bc0", "\0") == "", select("#", struct.unpack("Bc0", "\0"))) -- expect: true	2
print(pcall(struct.unpack, "s", "abc")) -- expect: false	unfinished string in data
print(pcall(struct.unpack, "c0", "abc")) -- expect: false	format 'c0' needs a previous size
print(pcall(struct.unpack, "sc0", "a\0bcd")) -- expect: false	format 'c0' needs a previous size
print(pcall(struct.unpack, "c4", "abc")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "Bc0", "\5abc")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "bc0", "\255abc")) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "dc0", struct.pack("d", 2) .. "xyz")) -- expect: true	xy	11
print(pcall(struct.unpack, "c3c0", "abc")) -- expect: false	format 'c0' needs a previous size
print(struct.unpack("Bc0c1", "\2abc")) -- expect: ab	c	5
print(pcall(struct.unpack, "s", "")) -- expect: false	unfinished string in data
print(pcall(function() struct.unpack("s", "q") end)) -- expect: false	user_script:19: unfinished string in data
