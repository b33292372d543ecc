-- manual 5.4 string.find: plain search and init
print(("hello"):find("l")) -- expect: 3	3
print(("hello"):find("l", 4)) -- expect: 4	4
print(("hello"):find("l", 5)) -- expect: nil
print(("hello"):find("lo")) -- expect: 4	5
print(("hello"):find("xyz")) -- expect: nil
print(("hello"):find("")) -- expect: 1	0
print(("hello"):find("", 6)) -- expect: 6	5
print(("hello"):find("", 7)) -- expect: 6	5
print(("hello"):find("", 100)) -- expect: 6	5
print((""):find("")) -- expect: 1	0
print((""):find("a")) -- expect: nil
print((""):find("", 2)) -- expect: 1	0
print(("hello"):find("h", -5)) -- expect: 1	1
print(("hello"):find("h", -4)) -- expect: nil
print(("hello"):find("l", -2)) -- expect: 4	4
print(("hello"):find("h", -100)) -- expect: 1	1
print(("hello"):find("h", 0)) -- expect: 1	1
print(("a.b"):find(".", 1, true)) -- expect: 2	2
print(("a.b"):find(".")) -- expect: 1	1
print(("a+b"):find("+", 1, true)) -- expect: 2	2
print(("a%d"):find("%d", 1, true)) -- expect: 2	3
print(("[x]"):find("[x]", 1, true)) -- expect: 1	3
print(("a.b"):find(".", 1, false)) -- expect: 1	1
print(("a.b"):find(".", 1, nil)) -- expect: 1	1
print(("a.b"):find(".", 1, 0)) -- expect: 2	2
print(("a\0b\0c"):find("\0c")) -- expect: 4	5
print(("a\0b"):find("b")) -- expect: 3	3
print(("a\0b\0"):find("\0", 3)) -- expect: 4	4
print(("aXbX"):find("X", "3")) -- expect: 4	4
print(string.find(12345, 34)) -- expect: 3	4
