-- anchors, empty matches and limits together
print(("hello"):gsub("^", ">")) -- expect: >hello	1
print(("hello"):gsub("$", "<")) -- expect: hello<	1
print(("hello"):gsub("^h?", "H")) -- expect: Hello	1
print(("hello"):gsub("x*", "-")) -- expect: -h-e-l-l-o-	6
print(("hello"):gsub("l*", "-")) -- expect: -h-e--o-	5
print(("a b"):gsub("%s*", "_")) -- expect: _a__b_	4
print(("abc"):gsub(".-", "x")) -- expect: xaxbxcx	4
print(("abc"):gsub(".-", "x", 2)) -- expect: xaxbc	2
print(("aaa"):gsub("a-", "b")) -- expect: bababab	4
print(("one;two;;four"):gsub(";;", ";nil;")) -- expect: one;two;nil;four	1
print(("abc"):gsub("", "", 2)) -- expect: abc	2
print((""):gsub("^", "x")) -- expect: x	1
print((""):gsub("$", "x")) -- expect: x	1
print(("\n\n"):gsub("\n", "N")) -- expect: NN	2
print(("x^y"):gsub("^x", "z")) -- expect: z^y	1
print(("x^y"):gsub("%^", "+")) -- expect: x+y	1
print(("a.b.c"):gsub("%.", "%%")) -- expect: a%b%c	2
print(("abc"):gsub("(b)()", "%2%1")) -- expect: a3bc	1
