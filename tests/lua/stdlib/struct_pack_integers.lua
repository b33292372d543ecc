-- parity T1, T2: integer formats and sizes
local function hex(...)
  return (struct.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex("b", 1), hex("B", 255), hex("h", 258), hex("H", 65535), hex("i", 1), hex("I", 2 ^ 32 - 1), hex("l", 1), hex("L", 1), hex("T", 5), hex("i4", -2), hex("b", -1), hex("h", -2), hex("l", -1)) -- expect: 01	ff	0201	ffff	01000000	ffffffff	0100000000000000	0100000000000000	0500000000000000	feffffff	ff	feff	ffffffffffffffff
print(hex(">b", 1), hex(">h", 258), hex(">i", 1), hex(">l", 1), hex("<i", 1), hex(">I3", 0x010203), hex("<I3", 0x010203), hex(">i2<i2", 1, 1), hex(">i2i2", 1, 2)) -- expect: 01	0102	00000001	0000000000000001	01000000	010203	030201	00010100	00010002
print(hex("i1", 127), hex("i2", -1), hex("i3", -1), hex("i5", -2), hex("i7", 1), hex("i8", -1), hex("I8", 2 ^ 53), hex("i1i2i3", 1, 2, 3)) -- expect: 7f	ffff	ffffff	feffffffff	01000000000000	ffffffffffffffff	0000000000002000	010200030000
print(hex("B", 256), hex("B", -1), hex("b", 128), hex("H", 65536 + 5), hex("i", 2 ^ 31), hex("i", 2 ^ 32 + 7), hex("I", -1), hex("h", 1e10), hex("B", 1.9), hex("b", -1.9), hex("i", "12")) -- expect: 00	ff	80	0500	00000080	07000000	ffffffff	00e4	01	ff	0c000000
