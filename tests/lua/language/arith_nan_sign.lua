-- parity L2: nan and -nan as printed on x86
local z, inf = 0, 1 / 0
print(0 / 0, -(0 / 0), z / z, -(z / z)) -- expect: -nan	nan	-nan	nan
print(inf - inf, inf * 0, -inf + inf, inf / inf) -- expect: -nan	-nan	-nan	-nan
print(math.sqrt(-1), math.log(-1), math.fmod(1, 0), (-8) ^ (1 / 3)) -- expect: -nan	-nan	-nan	-nan
print(tonumber("nan"), tonumber("-nan"), -tonumber("nan")) -- expect: nan	-nan	-nan
print(math.huge - math.huge, -(math.huge - math.huge)) -- expect: -nan	nan
