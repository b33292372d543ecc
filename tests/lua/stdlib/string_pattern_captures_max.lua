-- parity L8: 32 captures at most
local s = ("x"):rep(32)
print(select("#", s:match(("(x)"):rep(32))), (select(32, s:match(("(x)"):rep(31) .. "()")))) -- expect: 32	32
print(pcall(string.match, ("x"):rep(33), ("(x)"):rep(33))) -- expect: false	too many captures
print(pcall(string.find, "a", ("("):rep(33) .. "a" .. (")"):rep(33))) -- expect: false	too many captures
print(pcall(string.match, "x", "x%0")) -- expect: false	invalid capture index
print(pcall(string.match, "x", "(x)%0")) -- expect: false	invalid capture index
print(select("#", ("x"):match(("("):rep(32) .. "x" .. (")"):rep(32)))) -- expect: 32
