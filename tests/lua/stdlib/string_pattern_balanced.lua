-- manual 5.4.1: %b
print(("f(a(b)c)d"):match("%b()")) -- expect: (a(b)c)
print(("(unclosed"):match("%b()")) -- expect: nil
print(("a)b(c)"):match("%b()")) -- expect: (c)
print(("[[x][y]]"):match("%b[]")) -- expect: [[x][y]]
print(("<a<b>>"):gsub("%b<>", "T")) -- expect: T	1
print(("xx"):match("%bxx")) -- expect: xx
print(pcall(string.match, "x", "%b")) -- expect: false	unbalanced pattern
print(pcall(string.match, "x", "%bx")) -- expect: false	unbalanced pattern
print(("xaxbx"):match("%bxx")) -- expect: xax
print(("((("):match("%b()")) -- expect: nil
print(("(())()"):gsub("%b()", "B")) -- expect: BB	2
print(("begin x end"):match("%bbd")) -- expect: begin x end
print(("a{b{c}d}e{f}"):gsub("%b{}", "")) -- expect: ae	2
print(("if(x) {y}"):match("(%b())%s*(%b{})")) -- expect: (x)	{y}
print(pcall(string.match, "\0a\1", "%b\0\1")) -- expect: false	unbalanced pattern
print(("\1a\2"):match("%b\1\2") == "\1a\2") -- expect: true
