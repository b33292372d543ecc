-- parity L1: one optional semicolon a statement; an empty statement is an error
local a = 1; local b = 2
do local c = 3; print(a, b, c); end -- expect: 1	2	3
local f = loadstring("return 1;") print(f()) -- expect: 1
print(loadstring(";")) -- expect: nil	[string ";"]:1: unexpected symbol near ';'
print(loadstring("local a = 1;;")) -- expect: nil	[string "local a = 1;;"]:1: unexpected symbol near ';'
print(loadstring("return;;")) -- expect: nil	[string "return;;"]:1: '<eof>' expected near ';'
print(loadstring("do ; end")) -- expect: nil	[string "do ; end"]:1: unexpected symbol near ';'
print(loadstring("return 1; local x")) -- expect: nil	[string "return 1; local x"]:1: '<eof>' expected near 'local'
