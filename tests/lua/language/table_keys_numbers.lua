-- manual 2.2: 1 and 1.0 are one key, "1" is another
local t = {}
t[1] = "int"
t["1"] = "str"
t[1.0] = "float"
print(t[1], t["1"], t[1.0], t[0.5 * 2], t[3 - 2]) -- expect: float	str	float	float	float
t[-0] = "zero"
print(t[0], t[0 * -1]) -- expect: zero	zero
t[2 ^ 31] = "a"
t[2 ^ 32] = "b"
t[-2 ^ 31] = "c"
print(t[2147483648], t[4294967296], t[-2147483648]) -- expect: a	b	c
t[0.1 + 0.2] = "sum"
print(t[0.3], t[0.1 + 0.2], t[0.30000000000000004]) -- expect: nil	sum	sum
t["0x10"] = "hex"
print(t[16], t["0x10"]) -- expect: nil	hex
t[1e15] = "e15"
print(t[1000000000000000], t["1e+15"]) -- expect: e15	nil
for i = 1, 3 do t[i + 0.0] = i end
print(#t, t[1], t[2], t[3]) -- expect: 3	1	2	3
