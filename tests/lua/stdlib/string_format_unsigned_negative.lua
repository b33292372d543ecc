-- parity L5: negative numbers in unsigned conversions
print(string.format("%x", -1)) -- expect: ffffffffffffffff
print(string.format("%u", -1)) -- expect: 18446744073709551615
print(string.format("%o", -1)) -- expect: 1777777777777777777777
print(string.format("%X", -255)) -- expect: FFFFFFFFFFFFFF01
print(string.format("%x", -2 ^ 63)) -- expect: 8000000000000000
print(string.format("%u", -2 ^ 53)) -- expect: 18437736874454810624
print(string.format("%x", -0.5)) -- expect: 0
print(string.format("%u", 2 ^ 63), string.format("%x", 2 ^ 63)) -- expect: 9223372036854775808	8000000000000000
print(string.format("%x", 0 / 0), string.format("%u", 1 / 0), string.format("%u", -1 / 0)) -- expect: 8000000000000000	0	9223372036854775808
print(string.format("%u", 2 ^ 63 + 2 ^ 12), string.format("%u", 2 ^ 64), string.format("%x", 1e300)) -- expect: 9223372036854779904	0	0
