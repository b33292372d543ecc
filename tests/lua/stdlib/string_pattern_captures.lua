-- nested, empty, position captures and back references
print(("abcd"):match("(a(b)(c))(d)")) -- expect: abc	b	c	d
print(("abc"):match("()a()b()c()")) -- expect: 1	2	3	4
print(("hello"):match("(h)(.)(%w+)")) -- expect: h	e	llo
print(("aa bb cc"):match("(%w)%1 (%w)%2")) -- expect: a	b
print(("abab"):match("(ab)%1")) -- expect: ab
print(("abac"):match("(ab)%1")) -- expect: nil
print(("\"x\" 'y'"):match("([\"'])(.-)%1")) -- expect: "	x
print(("'y' \"x\""):match("([\"'])(.-)%1")) -- expect: '	y
print(("x=x"):match("(.)=%1")) -- expect: x
print(("aaa"):match("(a*)%1")) -- expect: a
print(("aaaa"):match("^(a*)%1$")) -- expect: aa
print(("abc"):match("(a)(x?)(b)")) -- expect: a		b
print(("abc"):match("()")) -- expect: 1
print(("abc"):match("(.)(.)(.)(x?)()")) -- expect: a	b	c		4
print(("ab"):gsub("(a)(b)", "%2%1%2")) -- expect: bab	1
print(("abc"):find("(b)()", 1)) -- expect: 2	2	b	3
print(("<a><b>"):match("<(.-)><(.-)>")) -- expect: a	b
print((""):match("()()")) -- expect: 1	1
print(("12:34:56"):match("^(%d+):(%d+):(%d+)$")) -- expect: 12	34	56
print(("k = v # c"):match("^(%w+)%s*=%s*([^#]-)%s*#?%s*(.*)$")) -- expect: k		v # c
