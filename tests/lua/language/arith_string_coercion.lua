-- manual 2.2.1: strings are converted to numbers in arithmetic
print("10" + 5, "3" * "4", "10" / "4", "7" % "4", "2" ^ "3", -"2", - "-3") -- expect: 15	12	2.5	3	8	-2	3
print("0x10" + 0, " 10 " + 1, "1e2" + 0, "\t5\n" * 2, "0x" == 0, ".5" + 0, "5." + 0) -- expect: 16	11	100	10	false	0.5	5
print((10 .. "") + 1, "10" + "10" .. "", 1 .. 2 + 3) -- expect: 11	20	15
print(pcall(function() return "abc" + 1 end)) -- expect: false	user_script:5: attempt to perform arithmetic on a string value
print(pcall(function() return 1 + "" end)) -- expect: false	user_script:6: attempt to perform arithmetic on a string value
print(pcall(function() return "1 2" + 1 end)) -- expect: false	user_script:7: attempt to perform arithmetic on a string value
print(pcall(function() return "0x" + 1 end)) -- expect: false	user_script:8: attempt to perform arithmetic on a string value
print(pcall(function() return -"x" end)) -- expect: false	user_script:9: attempt to perform arithmetic on a string value
print(pcall(function() return "10" + {} end)) -- expect: false	user_script:10: attempt to perform arithmetic on a table value
print("inf" + 0, "nan" + 0 ~= "nan" + 0, "-inf" - 0, "infinity" + 0, "0x1p4" + 0) -- expect: inf	true	-inf	inf	16
