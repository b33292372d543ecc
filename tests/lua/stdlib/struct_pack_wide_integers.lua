-- parity T2: nine bytes and more carry the low 64 bits only
local function hex(...)
  return (struct.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex("i9", 1), hex("i9", -1), hex(">i9", -1), hex("I16", 258)) -- expect: 010000000000000000	ffffffffffffffff00	00ffffffffffffffff	02010000000000000000000000000000
print(hex("i32", -1)) -- expect: ffffffffffffffff000000000000000000000000000000000000000000000000
print(hex(">i32", 1)) -- expect: 0000000000000000000000000000000000000000000000000000000000000001
print(hex(">I16", 2 ^ 53), #struct.pack("I32", 10), #struct.pack("i32", 10)) -- expect: 00000000000000000020000000000000	32	32
print(struct.unpack("i9", struct.pack("i9", -1)), struct.unpack("<I16", struct.pack("<I16", 12345)), struct.unpack(">i16", struct.pack(">i16", 7))) -- expect: -1	12345	7	17
