-- manual 5.6: deg and rad
print(math.deg(math.pi), math.deg(0), math.deg(1), math.rad(180), math.rad(90) == math.pi / 2, math.rad(1), math.deg(-math.pi / 2), math.rad("360"), math.deg(1 / 0)) -- expect: 180	0	57.295779513082	3.1415926535898	true	0.017453292519943	-90	6.2831853071796	inf
print(pcall(math.deg)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.rad, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(function() math.rad() end)) -- expect: false	user_script:5: bad argument #1 to 'rad' (number expected, got no value)
