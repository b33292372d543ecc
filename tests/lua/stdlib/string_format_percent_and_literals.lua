-- %% and text around conversions
print(string.format("100%%"), string.format("%%d"), string.format("%%%d%%", 5), string.format("plain"), #string.format(""), string.format("a%sb%dc", "X", 1), string.format("%s", "%d")) -- expect: 100%	%d	%5%	plain	0	aXb1c	%d
print(string.format("%d%%|%5.1f%%", 50, 12.345), string.format("no args", 1, 2, 3), string.format("%s %s %s", 1, "two", 3.5), string.format("%%"), (string.format("%-3d|%3d|", 1, 2))) -- expect: 50%| 12.3%	no args	1 two 3.5	%	1  |  2|
print(string.format(5), string.format(1.5), ("%d-%s"):format(1, "x"), ("x"):format()) -- expect: 5	1.5	1-x	x
