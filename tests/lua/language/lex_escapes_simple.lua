-- manual 2.1: single-letter escapes
local s = "\a\b\f\n\r\t\v\\\"\'"
print(#s, s:byte(1, -1)) -- expect: 10	7	8	12	10	13	9	11	92	34	39
print("a\z  b" == "az  b", "\x41", "\u{41}", "\q\e") -- expect: true	x41	u{41}	qe
print('it\'s', "say \"x\"", 'a"b', "a'b") -- expect: it's	say "x"	a"b	a'b
local nl = "\
"
print(#nl, nl:byte()) -- expect: 1	10
