-- manual 5.4 string.match
print(("hello 123"):match("%d+")) -- expect: 123
print(("hello"):match("%d+")) -- expect: nil
print(("key=val"):match("(%w+)=(%w+)")) -- expect: key	val
print(("abc"):match("()b")) -- expect: 2
print(("abc"):match("b", 3)) -- expect: nil
print(("abc"):match("b", -2)) -- expect: b
print(("abc"):match("^b", 2)) -- expect: b
print(#("abc"):match("", 10)) -- expect: 0
print(("abc"):match(".", 4)) -- expect: nil
print(("abc"):match("", 4) == "") -- expect: true
print(("  trim  "):match("^%s*(.-)%s*$") .. "|") -- expect: trim|
print(("2024-05-06"):match("^(%d%d%d%d)-(%d%d)-(%d%d)$")) -- expect: 2024	05	06
print(("[[x]]"):match("%[%[(.-)%]%]")) -- expect: x
print(("a.b.c"):match("^(.-)%.")) -- expect: a
print(("a.b.c"):match("^(.*)%.")) -- expect: a.b
print(("xy"):match("(x)()(y?)")) -- expect: x	2	y
print(("abc"):match("((a)(b(c)))")) -- expect: abc	a	bc	c
print(pcall(string.match)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.match, "a")) -- expect: false	bad argument #2 to '?' (string expected, got no value)
print(pcall(string.match, {}, "a")) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(string.match, "a", nil)) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(string.match, "a", "a", {})) -- expect: false	bad argument #3 to '?' (number expected, got table)
print(string.match(12345, 34), string.match("x", "x", "1"), ("abc"):match("c", 2.9), ("abc"):match("a", 2 ^ 32 + 1)) -- expect: 34	x	c	nil
