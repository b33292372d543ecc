-- parity T2: doubles outside the integer range, as on x86
local function hex(...)
  return (struct.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex("l", 2 ^ 63)) -- expect: 0000000000000080
print(hex("l", -2 ^ 63)) -- expect: 0000000000000080
print(hex("L", 2 ^ 63)) -- expect: 0000000000000080
print(hex("l", 1e20), hex("L", 1e20)) -- expect: 0000000000000000	0000000000000000
print(hex("l", 0 / 0), hex("i", 0 / 0)) -- expect: 0000000000000080	00000000
print(hex("l", 1 / 0), hex("l", -1 / 0)) -- expect: 0000000000000000	0000000000000080
print(hex("i", 1e20), hex("i", -1e20), hex("b", 1e300)) -- expect: 00000000	00000000	00
print(hex("L", -1), hex("L", 2 ^ 64), hex("L", 2 ^ 63 + 2 ^ 12)) -- expect: ffffffffffffffff	0000000000000000	0010000000000080
