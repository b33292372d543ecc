-- manual 5.6: pi and huge
print(math.pi, string.format("%.17g", math.pi), math.huge, -math.huge, math.huge == 1 / 0, math.huge - 1, math.type, math.maxinteger, math.tointeger, math.ult) -- expect: 3.1415926535898	3.1415926535897931	inf	-inf	true	inf	nil	nil	nil	nil
