-- NUL in subjects works; in patterns only through %z and outside sets
print(("a\0b"):find("b"), ("a\0b"):find("a."), ("a\0b"):find("%z"), ("a\0b"):match("^(.-)%z"), #("a\0b\0"):gsub("%z", ""), #("a\0b"):match(".*")) -- expect: 3	1	2	a	2	3
print(("\200\201"):find("\201"), ("\255"):find("[\254-\255]"), ("\128"):find("%a"), ("\128"):find("%A"), ("\160"):find("%s"), ("\127"):find("%c"), ("\128"):find("%c"), ("\200"):find("%w")) -- expect: 2	1	nil	1	nil	1	nil	nil
print(("a\0b"):find("\0", 1, true), ("a\0b"):find("\0b", 1, true), pcall(string.find, "a\0b", "[\0]")) -- expect: 2	2	false	malformed pattern (missing ']')
print(("a\0b"):find("a\0b", 1, true)) -- expect: 1	3
