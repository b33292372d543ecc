-- parity P3: the smallest integer form
local function hex(...)
  return (cmsgpack.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex(0), hex(1), hex(127), hex(128), hex(255), hex(256), hex(65535), hex(65536), hex(4294967295), hex(4294967296)) -- expect: 00	01	7f	cc80	ccff	cd0100	cdffff	ce00010000	ceffffffff	cf0000000100000000
print(hex(-1), hex(-32), hex(-33), hex(-128), hex(-129), hex(-32768), hex(-32769), hex(-2147483648), hex(-2147483649)) -- expect: ff	e0	d0df	d080	d1ff7f	d18000	d2ffff7fff	d280000000	d3ffffffff7fffffff
print(hex(2 ^ 53), hex(-2 ^ 53), hex(2 ^ 62), hex(-2 ^ 62), hex(-2 ^ 63), hex(2 ^ 63 - 1024), hex(1e15)) -- expect: cf0020000000000000	d3ffe0000000000000	cf4000000000000000	d3c000000000000000	d38000000000000000	cf7ffffffffffffc00	cf00038d7ea4c68000
local z = 0
print(hex(-z), hex(3.0)) -- expect: 00	03
