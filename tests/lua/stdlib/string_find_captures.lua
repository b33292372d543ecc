-- string.find returns the captures after the positions
print(("key = value"):find("(%w+)%s*=%s*(%w+)")) -- expect: 1	11	key	value
print(("abc"):find("()b()")) -- expect: 2	2	2	3
print(("abc"):find("b()")) -- expect: 2	2	3
print(("abc"):find("(a)(b)(c)")) -- expect: 1	3	a	b	c
print(("abc"):find("((a)(b))")) -- expect: 1	2	ab	a	b
print(("hello"):find("(l)(l)")) -- expect: 3	4	l	l
print(("yx"):find("(y?)x")) -- expect: 1	2	y
print(("hello world"):find("o w", 1, true)) -- expect: 5	7
print(("hello world"):find("(o)", 6)) -- expect: 8	8	o
print(("date 2024-01-02"):find("(%d+)-(%d+)-(%d+)")) -- expect: 6	15	2024	01	02
print(("abc"):find("(.-)$")) -- expect: 1	3	abc
print(("abc"):find("^(.)", 2)) -- expect: 2	2	b
