-- parity P3: float32 when lossless, else double
local function hex(...)
  return (cmsgpack.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex(1.5), hex(-0.5), hex(0.1), hex(1 / 3), hex(2 ^ 63), hex(2 ^ 64), hex(-2 ^ 64), hex(1e300), hex(5e-324), hex(2 ^ -126), hex(2 ^ -149), hex(2 ^ -150)) -- expect: ca3fc00000	cabf000000	cb3fb999999999999a	cb3fd5555555555555	ca5f000000	ca5f800000	cadf800000	cb7e37e43c8800759c	cb0000000000000001	ca00800000	ca00000001	cb3690000000000000
print(hex(1 / 0), hex(-1 / 0), hex(16777217.5), hex(1e20), hex(3.4028234663852886e38), hex(1e39), hex(123.456)) -- expect: ca7f800000	caff800000	cb4170000018000000	cb4415af1d78b58c40	ca7f7fffff	cb48078287f49c4a1d	cb405edd2f1a9fbe77
