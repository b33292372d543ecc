-- results of coerced arithmetic are numbers
print(type("1" + 1), type(-"1"), type("1" .. 1), "1" + 1 == 2, ("1" + 0) == "1", "0x1F" + 0, "1e-2" * 1, "  7  " % 4) -- expect: number	number	string	true	false	31	0.01	3
print("9007199254740993" + 0, "1e308" * 10, "-0" + 0, -"0", 1 / ("-0" * 1), "0" / "0" ~= "0" / "0", 2 ^ "0.5", "2" ^ 2) -- expect: 9.007199254741e+15	inf	0	-0	-inf	true	1.4142135623731	4
for i = "1", "2" do print(type(i), i) end -- expect: number	1
-- expect: number	2
print(math.max("10", 9), math.min("2", "10"), ("x"):rep("3"), ("abc"):sub("2"), table.concat({ 1, 2 }, 0), select("2", "a", "b"), string.char("65"), tonumber("10") + "5") -- expect: 10	2	xxx	bc	102	b	A	15
