-- results that must come out as exact integers
print(math.floor(2 ^ 52 + 0.5) == 2 ^ 52, math.floor(-2 ^ 52 - 0.5) == -2 ^ 52, math.ceil(2 ^ 51 + 0.25) == 2 ^ 51 + 1, math.floor(0.1 * 10), math.floor(0.7 * 10), math.floor(4.35 * 100), math.ceil(0.1 + 0.2)) -- expect: true	true	false	1	7	434	1
print(math.pow(10, 15) == 1e15, 10 ^ 22 == 1e22, 2 ^ 62 == 4611686018427387904, 3 ^ 20, 7 ^ 11, (-3) ^ 5, 2 ^ -3, 1e2 ^ 0.5, 27 ^ (1 / 3) == 3) -- expect: true	true	true	3486784401	1977326743	-243	0.125	10	true
print(math.sqrt(2 ^ 104) == 2 ^ 52, math.sqrt(1e10), math.fmod(2 ^ 53, 10), (2 ^ 53) % 10, math.modf(2 ^ 52 + 0.5), math.log10(1e10) == 10, math.exp(math.log(10)) == 10) -- expect: true	100000	2	2	4.5035996273705e+15	true	false
