-- manual 2.1: names are case-sensitive; goto and continue are ordinary names in 5.1
local and_, And, AND, _, __x9 = 1, 2, 3, 4, 5
print(and_, And, AND, _, __x9) -- expect: 1	2	3	4	5
local goto, continue = "goto", "continue"
print(goto .. continue) -- expect: gotocontinue
local t = { goto = 7, self = 8 }
print(t.goto, t.self) -- expect: 7	8
local self = 12
print(self) -- expect: 12
local a1b2c3 = "mixed"
print(a1b2c3) -- expect: mixed
