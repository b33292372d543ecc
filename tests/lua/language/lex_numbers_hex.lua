-- manual 2.1: hexadecimal integers go through strtoul/strtod
print(0xff, 0xFF, 0Xa, 0xA, 0x0) -- expect: 255	255	10	10	0
print(0x7fffffff, 0x80000000, 0xffffffff, 0x100000000) -- expect: 2147483647	2147483648	4294967295	4294967296
print(0xfffffffffffff, 0x1fffffffffffff) -- expect: 4.5035996273705e+15	9.007199254741e+15
print(0xffffffffffffffff, 0x10000000000000000) -- expect: 1.844674407371e+19	1.844674407371e+19
print(-0x10, 0x10 + 0x01, 0xe+1) -- expect: -16	17	15
