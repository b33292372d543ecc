-- manual 5.4 string.gsub with a replacement string
print(("hello world"):gsub("o", "0")) -- expect: hell0 w0rld	2
print(("hello"):gsub("", "-")) -- expect: -h-e-l-l-o-	6
print(("hello"):gsub("l+", "<%0>")) -- expect: he<ll>o	1
print(("hello world"):gsub("(%w+) (%w+)", "%2 %1")) -- expect: world hello	1
print(("abc"):gsub("%w", "%0%0")) -- expect: aabbcc	3
print(("abc"):gsub("%w", "%%")) -- expect: %%%	3
print(("abc"):gsub("b", "%1")) -- expect: abc	1
print(("a b c"):gsub(" ", "")) -- expect: abc	2
print(("abc"):gsub("x", "y")) -- expect: abc	0
print(("abc"):gsub(".", "x", 2)) -- expect: xxc	2
print(("abc"):gsub(".", "x", 0)) -- expect: abc	0
print(("abc"):gsub(".", "x", -1)) -- expect: abc	0
print(("abc"):gsub(".", "x", 100)) -- expect: xxx	3
print(("abc"):gsub(".", "x", 1.9)) -- expect: xbc	1
print(("abc"):gsub(".", "x", "2")) -- expect: xxc	2
print(("abc"):gsub("^a", "x")) -- expect: xbc	1
print(("aaa"):gsub("^a", "x")) -- expect: xaa	1
print(("abc"):gsub("c$", "x")) -- expect: abx	1
print(("abc"):gsub("$", "!")) -- expect: abc!	1
print(("abc"):gsub("^", "!")) -- expect: !abc	1
print((""):gsub("", "x")) -- expect: x	1
print(#(""):gsub("a", "x"), select(2, (""):gsub("a", "x"))) -- expect: 0	0
print((""):gsub("$", "x")) -- expect: x	1
print(("abc"):gsub("", "%0-")) -- expect: -a-b-c-	4
print(("abc"):gsub("b*", "-")) -- expect: -a--c-	4
print(("a,b,,c"):gsub(",", ";")) -- expect: a;b;;c	3
print(("abc"):gsub("()", "%1")) -- expect: 1a2b3c4	4
print(("abc"):gsub("%w", 7)) -- expect: 777	3
print(("abc"):gsub("(a)(b)(c)", "%3%2%1%0")) -- expect: cbaabc	1
print(("x"):gsub("x", "%%1")) -- expect: %1	1
print(string.gsub(1234, 23, 5)) -- expect: 154	1
print(("a\0b"):gsub("%z", "0")) -- expect: a0b	1
print(("hello"):gsub("l", "\0"):byte(3, 4)) -- expect: 0	0
