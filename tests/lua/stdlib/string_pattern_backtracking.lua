-- greedy, lazy and alternatives by backtracking
print(("aaab"):match("^a*ab$"), ("aaab"):match("^(a*)(ab)$")) -- expect: aaab	aa	ab
print(("abcabc"):match("(.*)b(.*)")) -- expect: abca	c
print(("abxcabc"):match("(.-)b(.-)c")) -- expect: a	x
print(("aXXb"):match("^(.-)X(X-)b$")) -- expect: a	X
print(("xx yy"):match("^(%w+)%s(%w-)$")) -- expect: xx	yy
print(("1,2,3"):match("^(%d),?(%d?),?(%d?)$")) -- expect: 1	2	3
print(("aaaa"):find("a-a-a-$")) -- expect: 1	4
print(("abab"):gsub("(ab)*", "x")) -- expect: abab	0
print(("foobar"):match("o+b?")) -- expect: oob
print(("http://x.y/z?q=1"):match("^(%w+)://([^/]+)(/[^?]*)%??(.*)$")) -- expect: http	x.y	/z	q=1
print(("path/to/file.txt"):match("([^/]+)%.(%w+)$")) -- expect: file	txt
print(("a  b   c"):gsub("%s+", " ")) -- expect: a b c	2
print((" x "):gsub("^%s*(.-)%s*$", "%1")) -- expect: x	1
print(("CamelCaseString"):gsub("(%u)", "_%1")) -- expect: _Camel_Case_String	3
print(("1234567"):reverse():gsub("(%d%d%d)", "%1,")) -- expect: 765,432,1	2
print(("%d"):gsub("%%d", "%%s")) -- expect: %s	1
