-- parity T1: ! sets the alignment, x is a pad byte, spaces are skipped
local function hex(...)
  return (struct.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex("bi", 1, 2), hex("!bi", 1, 2), hex("!4bi", 1, 2), hex("!2bi", 1, 2), hex("!1bi", 1, 2), hex("!8bd", 1, 1), hex("!4bd", 1, 1), hex("!8bh", 1, 2), hex("!16bl", 1, 2)) -- expect: 0102000000	0100000002000000	0100000002000000	010002000000	0102000000	0100000000000000000000000000f03f	01000000000000000000f03f	01000200	01000000000000000200000000000000
print(hex("xbx", 1), hex("b x x b", 1, 2), hex("!4 b x i", 1, 2), #hex("   "), #hex(""), hex("!4bs", 1, "a"), hex("!4bc2i", 1, "zz", 3)) -- expect: 000100	01000002	0100000002000000	0	0	016100	017a7a0003000000
print(#struct.pack("!4bi3", 1, 2), #struct.pack("!8i3l", 1, 2), #struct.pack("!bbh", 1, 2, 3), #struct.pack("!4bbi", 1, 2, 3)) -- expect: 6	16	4	8
print(pcall(struct.pack, "!3i", 1)) -- expect: false	alignment 3 is not a power of 2
print(pcall(struct.pack, "!0i", 1)) -- expect: false	alignment 0 is not a power of 2
print(pcall(struct.pack, "!6b", 1)) -- expect: false	alignment 6 is not a power of 2
print(pcall(function() struct.pack("!3i", 1) end)) -- expect: false	user_script:11: alignment 3 is not a power of 2
print(hex("<!4bi>i", 1, 2, 3), hex("!4b>h", 1, 2)) -- expect: 010000000200000000000003	01000002
