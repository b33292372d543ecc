-- %s with width, precision and numbers
local function f(...) return "[" .. string.format(...) .. "]" end
print(f("%s", "abc"), f("%5s", "abc"), f("%-5s", "abc"), f("%.2s", "abc"), f("%5.2s", "abc"), f("%-5.2s", "abc"), f("%.0s", "abc"), f("%.10s", "abc"), f("%2s", "abc"), f("%s", ""), f("%5s", "")) -- expect: [abc]	[  abc]	[abc  ]	[ab]	[   ab]	[ab   ]	[]	[abc]	[abc]	[]	[     ]
print(f("%s", 42), f("%s", 1.5), f("%s", 1e15), f("%5s", 1), f("%.2s", 12345), f("%s%s", "a", "b"), f("%s", 1 / 0), f("%s", 0.1), f("%05s", "ab"), f("%+s", "ab"), f("%#s", "x"), f("% s", "x")) -- expect: [42]	[1.5]	[1e+15]	[    1]	[12]	[ab]	[inf]	[0.1]	[   ab]	[ab]	[x]	[x]
print(#string.format("%99s", "x"), #string.format("%-99s", "x"), #string.format("%.99s", ("x"):rep(200)), #string.format("%s", ("x"):rep(1000)), #string.format("%50s", ("x"):rep(200)), #string.format("%50.50s", ("x"):rep(200)), #string.format("%s|%s", ("a"):rep(300), ("b"):rep(300))) -- expect: 99	99	99	1000	200	50	601
