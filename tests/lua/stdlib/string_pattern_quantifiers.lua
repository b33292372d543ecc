-- manual 5.4.1: * + - ? with single characters, classes and sets
local function f(s, p) local a, b = s:find(p) return a and a .. "-" .. b or "nil" end
print(f("aaa", "a*"), f("aaa", "a+"), f("aaa", "a-"), f("aaa", "a?"), f("baaa", "a*"), f("baaa", "a+"), f("baaa", "a-"), f("baaa", "ba-$"), f("baaa", "ba?a?a?a?")) -- expect: 1-3	1-3	1-0	1-1	1-0	2-4	1-0	1-4	1-4
print(f("", "a*"), f("", "a+"), f("", "a-"), f("", "a?"), f("xyz", "x.*z"), f("xyzz", "x.-z"), f("xyzz", "x.-z$"), f("aXbXc", ".*X"), f("aXbXc", ".-X")) -- expect: 1-0	nil	1-0	1-0	1-3	1-3	1-4	1-4	1-2
print(f("foo(bar(baz))", "%(.*%)"), f("foo(bar(baz))", "%(.-%)"), f("12.50", "%d+%.?%d*"), f("12", "%d+%.?%d*"), f(".5", "%d*%.%d+"), f("aab", "a-b"), f("ab", "a?b"), f("b", "a?b"), f("caab", "[ab]+c?")) -- expect: 4-13	4-12	1-5	1-2	1-2	1-3	1-2	1-1	2-4
print(f("*", "*"), f("a*", "a**"), f("+", "+"), f("a-", "a--"), f("?", "?"), f("--", "--"), f("a+b", "a+b"), f("aab", "a+b"), f("**", "^*"), f("ab", "(a)*b"), f("a*b", "(a)*b")) -- expect: 1-1	1-2	1-1	1-2	1-1	1-0	nil	1-3	1-1	nil	1-3
