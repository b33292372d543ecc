-- manual 2.4.5: the three expressions are evaluated once, left to right
local log = {}
local function l(n) log[#log + 1] = n return n end
local n, lim = 0, 3
for i = l(1), l(lim), l(1) do lim = 100 n = n + 1 end
print(n, table.concat(log, " ")) -- expect: 3	1 3 1
local c = 0
for i = 1, 3 do local j = i; i = 10; c = c + j end
print(c) -- expect: 6
local x = "outside"
for x = 1, 1 do x = "inside" end
print(x) -- expect: outside
