-- patterns without special characters take the plain path
print(("a]b"):find("]")) -- expect: 2	2
print(("a)b"):find(")")) -- expect: 2	2
print(("a}b"):find("}")) -- expect: 2	2
print(("a=b"):find("=")) -- expect: 2	2
print(("tab\there"):find("\t")) -- expect: 4	4
print(("a-b"):find("-")) -- expect: 2	2
print(("a-b"):find("%-")) -- expect: 2	2
print(("ab"):find("a-b")) -- expect: 1	2
print(("a*b"):find("*")) -- expect: 2	2
print(("a?b"):find("?")) -- expect: 2	2
print(("a+b"):find("+")) -- expect: 2	2
print(("a^b"):find("^")) -- expect: 1	0
print(("a$b"):find("$")) -- expect: 4	3
print(("a$b"):find("%$")) -- expect: 2	2
print(("a%b"):find("%%")) -- expect: 2	2
print(pcall(string.find, "a(b", "(")) -- expect: false	unfinished capture
print(pcall(string.find, "a[b", "[")) -- expect: false	malformed pattern (missing ']')
print(("a.b"):find(".")) -- expect: 1	1
