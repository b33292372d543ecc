-- the control variable is stepped by addition
local n, last = 0
for i = 0, 1, 0.1 do n = n + 1 last = i end
print(n, last, last == 1) -- expect: 11	1	false
n = 0
for i = 1, 0, -0.1 do n = n + 1 last = i end
print(n, string.format("%.17g", last)) -- expect: 11	1.3877787807814457e-16
for i = 1e15, 1e15 + 1, 0.25 do n = i end
print(string.format("%.2f", n)) -- expect: 1000000000000001.00
