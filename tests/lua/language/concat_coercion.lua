-- manual 2.5.4: numbers are converted with %.14g
print(1 .. "", 1.5 .. "x", -7.0 .. "", 1e15 .. "", 1e14 .. "", 123456789012345678 .. "") -- expect: 1	1.5x	-7	1e+15	1e+14	1.2345678901235e+17
print(1 .. 2, 1 .. 2 .. 3, "a" .. 1 + 2 .. "b", 2 ^ 53 .. "") -- expect: 12	123	a3b	9.007199254741e+15
print(1 / 0 .. "", -1 / 0 .. "", 0.1 .. "", 1 / 3 .. "", 100 .. "", 1e100 .. "") -- expect: inf	-inf	0.1	0.33333333333333	100	1e+100
print(pcall(function() return "a" .. nil end)) -- expect: false	user_script:5: attempt to concatenate a nil value
print(pcall(function() return {} .. "a" end)) -- expect: false	user_script:6: attempt to concatenate a table value
print(pcall(function() return "a" .. true end)) -- expect: false	user_script:7: attempt to concatenate a boolean value
print(pcall(function() return 1 .. print end)) -- expect: false	user_script:8: attempt to concatenate upvalue 'print' (a function value)
print(pcall(function() local t = {} return "x" .. "y" .. t.z .. "w" end)) -- expect: false	user_script:9: attempt to concatenate field 'z' (a nil value)
