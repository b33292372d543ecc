-- numeric loops with extreme bounds end
local n = 0
for i = 1, 1 / 0 do n = n + 1 if n == 10 then break end end
print(n) -- expect: 10
n = 0
for i = 2 ^ 53, 2 ^ 53 + 4, 1 do n = n + 1 if n > 20 then break end end
print(n > 20) -- expect: true
n = 0
for i = 1e308, 1.7e308, 1e307 do n = n + 1 end
print(n) -- expect: 8
for i = 1, 10, 1 / 0 do n = -i end
print(n) -- expect: 8
n = 0
for i = -1e307, 1e308, 1e307 do n = n + 1 end
print(n) -- expect: 12
for i = 3, 2 do n = "ran" end
for i = 1 / 0, 1 do n = "ran" end
print(n) -- expect: 12
