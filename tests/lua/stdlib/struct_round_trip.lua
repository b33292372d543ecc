-- pack then unpack
local bad = 0
for _, f in ipairs { "b", "h", "i", "l", "i3", "i5", "i8", ">h", ">i", ">l", ">i3", ">i7", "<i", "<l" } do
  local bits = struct.size(f) * 8
  for _, v in ipairs { 0, 1, -1, 2 ^ (bits - 2), -2 ^ (bits - 2), 100, -100 } do if struct.unpack(f, struct.pack(f, v)) ~= v then bad = bad + 1 end end
end
print(bad) -- expect: 0
print(struct.unpack("!8 b h i l f d s c2 B c0", struct.pack("!8 b h i l f d s c2 B c0", -5, 300, -70000, 2 ^ 40, 1.5, -0.25, "zt", "xy", 3, "end"))) -- expect: -5	300	-70000	1099511627776	1.5	-0.25	zt	xy	end	42
print(struct.unpack(">I2I4", struct.pack(">I2I4", 500, 4000000000))) -- expect: 500	4000000000	7
