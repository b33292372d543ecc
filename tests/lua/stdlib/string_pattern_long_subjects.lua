-- long subjects without deep recursion
local s = ("a"):rep(20000)
print(s:find("b"), #s:match("a*"), #s:match("^(a-)$"), (s:gsub("a", "b")):sub(1, 3), select(2, s:gsub("a", ""))) -- expect: nil	20000	20000	bbb	20000
print(#(s .. "b"):match("(.-)b"), (s .. "b"):find(".*b"), s:find(("a"):rep(100) .. "$"), s:find("a", 19999, true)) -- expect: 20000	1	19901	19999	19999
print((("x y "):rep(2000)):gsub("%w", "") == (" "):rep(4000) and "blank", select(2, (("x y "):rep(2000)):gsub("(%w) (%w)", "%2 %1"))) -- expect: blank	2000
