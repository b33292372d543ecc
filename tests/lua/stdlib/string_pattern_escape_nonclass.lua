-- % before a letter that is no class, before digits and punctuation
print(("q"):find("%q"), ("k"):find("%k"), ("K"):find("%K"), ("e"):find("%e"), ("_"):find("%_"), ("]"):find("%]"), ("^"):find("%^"), ("$"):find("%$"), ("\n"):find("%\n")) -- expect: 1	1	1	1	1	1	1	1	1	1
print(("a$b"):find("$b"), ("a$"):find("a$"), ("a$b"):find("a$b"), ("^a"):find("^^a"), ("a^"):find("a^"), ("$"):find("$$"), ("a-b"):find("a-b"), ("a-b"):find("a%-b")) -- expect: 2	nil	1	1	1	1	3	1	3
