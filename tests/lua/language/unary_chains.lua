-- repeated unary operators
local x, s, t = 3, "5", { 1, 2 }
print(- -x, -(-x), not not x, not not nil, - - -x, -#t, - -#t, #"abc" + -1) -- expect: 3	3	true	false	-3	-2	2	2
print(-s, - -s, -(-s) + 1, not #t, not -x, -x ^ 2, (-x) ^ 2, -x ^ -1) -- expect: -5	5	6	false	false	-9	9	-0.33333333333333
print(2 - -x, 2 - - -x, 2 * -x, -x * -x, -x % 2, -(x % 2), 2 ^ -x, not x == nil, not (x == nil), -"0x10", - "1e1") -- expect: 5	-1	-6	9	1	-1	0.125	false	true	-16	-10
