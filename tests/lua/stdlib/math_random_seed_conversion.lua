-- parity R3: the seed goes through a C int
local function first(seed) math.randomseed(seed) return math.random(1000000) end
print(first(1), first(1.9), first("1"), first(2 ^ 32 + 1), first(-0.5), first(0)) -- expect: 41631	41631	41631	41631	170829	170829
print(first(2 ^ 40), first(2 ^ 31), first(-2 ^ 31), first(2 ^ 32 - 1), first(-1), first(0x7fffffff)) -- expect: 170829	670829	670829	300026	300026	800026
print(first(0 / 0), first(1 / 0), first(1e300), first(2 ^ 63)) -- expect: 170829	170829	170829	170829
print(pcall(math.randomseed)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.randomseed, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(math.randomseed, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(math.randomseed, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() math.randomseed() end)) -- expect: false	user_script:10: bad argument #1 to 'randomseed' (number expected, got no value)
print(select("#", math.randomseed(1))) -- expect: 0
