-- manual 5.6: sin cos tan asin acos atan atan2 in radians
local function r(x) return string.format("%.10g", x) end
print(r(math.sin(0)), r(math.sin(1)), r(math.sin(math.pi / 2)), r(math.sin(-1)), r(math.cos(0)), r(math.cos(1)), r(math.cos(2)), r(math.tan(0)), r(math.tan(1)), r(math.tan(-0.5))) -- expect: 0	0.8414709848	1	-0.8414709848	1	0.5403023059	-0.4161468365	0	1.557407725	-0.5463024898
print(r(math.asin(1)), r(math.asin(-0.5)), r(math.acos(1)), r(math.acos(-1)), r(math.acos(0.5)), r(math.atan(1)), r(math.atan(1e300)), r(math.atan(-1))) -- expect: 1.570796327	-0.5235987756	0	3.141592654	1.047197551	0.7853981634	1.570796327	-0.7853981634
print(r(math.atan2(1, 1)), r(math.atan2(-1, -1)), r(math.atan2(0, -1)), r(math.atan2(0, 1)), r(math.atan2(1, 0)), r(math.atan2(-1, 0)), r(math.atan2(0, 0)), r(math.atan2(1 / 0, 1 / 0))) -- expect: 0.7853981634	-2.35619449	3.141592654	0	1.570796327	-1.570796327	0	0.7853981634
print(math.sin(1 / 0), math.cos(-1 / 0), math.asin(2), math.acos(2), math.sin(0 / 0), math.atan(1 / 0) == math.pi / 2, math.sin("0")) -- expect: -nan	-nan	nan	nan	-nan	true	0
print(pcall(math.sin)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.cos, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.tan, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(math.atan2, 1)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(pcall(math.asin, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(math.acos, true)) -- expect: false	bad argument #1 to '?' (number expected, got boolean)
print(pcall(function() math.atan() end)) -- expect: false	user_script:13: bad argument #1 to 'atan' (number expected, got no value)
print(pcall(function() math.atan2(1, "y") end)) -- expect: false	user_script:14: bad argument #2 to 'atan2' (number expected, got string)
