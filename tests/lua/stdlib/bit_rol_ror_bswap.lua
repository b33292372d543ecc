-- parity B1: rotations and byte swap
print(bit.rol(0x12345678, 4), bit.rol(0x12345678, 0), bit.rol(0x12345678, 32), bit.rol(0x80000000, 1), bit.rol(1, 31), bit.rol(0x12345678, -4), bit.rol(0x12345678, 36)) -- expect: 591751041	305419896	305419896	1	-2147483648	-2128394905	591751041
print(bit.ror(0x12345678, 4), bit.ror(1, 1), bit.ror(1, 32), bit.ror(0x12345678, 28), bit.ror(-2, 1), bit.ror(0xff, 8)) -- expect: -2128394905	-2147483648	1	591751041	2147483647	-16777216
print(bit.bswap(0x12345678), bit.bswap(0), bit.bswap(-1), bit.bswap(1), bit.bswap(0xff), bit.bswap(0x80), bit.bswap(bit.bswap(0xcafebabe)) == bit.tobit(0xcafebabe)) -- expect: 2018915346	0	-1	16777216	-16777216	-2147483648	true
print(pcall(bit.bswap)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(bit.bswap, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() bit.bswap("q") end)) -- expect: false	user_script:7: bad argument #1 to 'bswap' (number expected, got string)
local ok = true
for i = 0, 31 do
  if bit.rol(0x12345678, i) ~= bit.ror(0x12345678, 32 - i) then ok = false end
  if bit.rol(0xdeadbeef, i) ~= bit.tobit(bit.bor(bit.lshift(0xdeadbeef, i), i == 0 and 0 or bit.rshift(0xdeadbeef, 32 - i))) then
    ok = false
  end
end
print(ok) -- expect: true
