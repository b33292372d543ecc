-- ^ only at the start, $ only at the end
local function f(s, p, i) local a, b = s:find(p, i) return a and a .. "-" .. b or "nil" end
print(f("abc", "^abc$"), f("abc", "^bc"), f("abc", "ab$"), f("abc", "^"), f("abc", "$"), f("abc", "^$"), f("", "^$"), f("abc", "^b", 2), f("abc", "^a", 2), f("abc", "c$", 3), f("abc", "$", 4), f("abc", "^", 4)) -- expect: 1-3	nil	nil	1-0	4-3	nil	1-0	2-2	nil	3-3	4-3	4-3
print(f("a^b", "a^b"), f("a$b", "a$b"), f("$", "$"), f("a$", "a%$$"), f("ab", "a$b"), f("^", "^^"), f("(^a)", "(^a)"), f("a", "(a$)"), f("a$", "(a$)"), f("a\nb", "a$"), f("a\nb", "^b")) -- expect: 1-3	1-3	2-1	1-2	nil	1-1	2-3	nil	1-2	nil	nil
