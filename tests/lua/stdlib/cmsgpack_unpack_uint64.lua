-- parity P6: uint64 goes through a signed value
print(cmsgpack.unpack("\207" .. ("\255"):rep(8)), cmsgpack.unpack("\207\128\0\0\0\0\0\0\0"), cmsgpack.unpack("\207\127\255\255\255\255\255\255\255"), cmsgpack.unpack("\211\128\0\0\0\0\0\0\0"), cmsgpack.unpack("\207\0\31\255\255\255\255\255\255") == 2 ^ 53 - 1) -- expect: -1	-9.2233720368548e+18	9.2233720368548e+18	-9.2233720368548e+18	true
