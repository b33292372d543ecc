-- relations that hold for all 32-bit values
local x, bad = 1, 0
for i = 1, 500 do
  x = (x * 1103515245 + 12345) % 2 ^ 32
  local y = (x * 69069 + 1) % 2 ^ 32
  if bit.bnot(bit.band(x, y)) ~= bit.bor(bit.bnot(x), bit.bnot(y)) then bad = bad + 1 end
  if bit.bxor(bit.bxor(x, y), y) ~= bit.tobit(x) then bad = bad + 1 end
  if bit.tobit(tonumber(bit.tohex(x), 16)) ~= bit.tobit(x) then bad = bad + 1 end
  if bit.arshift(x, 31) ~= (bit.tobit(x) < 0 and -1 or 0) then bad = bad + 1 end
  if bit.bswap(bit.bswap(x)) ~= bit.tobit(x) then bad = bad + 1 end
end
print(bad, bit.tohex(x)) -- expect: 0	45e1bc00
local function crc(s)
  local c = 0xffffffff
  for i = 1, #s do
    c = bit.bxor(c, s:byte(i))
    for _ = 1, 8 do c = bit.bxor(bit.rshift(c, 1), bit.band(-bit.band(c, 1), 0xedb88320)) end
  end
  return bit.tohex(bit.bnot(c))
end
print(crc "", crc "a", crc "123456789") -- expect: 00000000	e8b7be43	cbf43926
