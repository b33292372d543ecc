-- parity T1: f and d
local function hex(...)
  return (struct.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex("f", 1.5), hex("d", 1.5), hex(">f", 1.5), hex(">d", 1.5), hex("f", 0.1), hex("d", 0.1), hex("d", "2.5")) -- expect: 0000c03f	000000000000f83f	3fc00000	3ff8000000000000	cdcccc3d	9a9999999999b93f	0000000000000440
print(hex("f", 1e40), hex("f", 1e-50), hex("f", 1 / 0), hex("d", -1 / 0), hex("d", 5e-324), hex("f", 16777217)) -- expect: 0000807f	00000000	0000807f	000000000000f0ff	0100000000000000	0000804b
print(struct.unpack("f", struct.pack("f", 0.1)), struct.unpack("d", struct.pack("d", 0.1)) == 0.1, struct.unpack(">d", struct.pack(">d", -1.25)), struct.unpack("<f", struct.pack("<f", -1.25))) -- expect: 0.10000000149012	true	-1.25	-1.25	5
local v = struct.unpack("d", struct.pack("d", 0 / 0))
print(v ~= v) -- expect: true
