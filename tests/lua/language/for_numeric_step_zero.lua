-- parity L17: a zero step counts as downward
local n = 0
for i = 1, 3, 0 do n = n + 1 end
print(n) -- expect: 0
for i = 3, 1, 0 do n = n + 1 if n == 5 then break end end
print(n) -- expect: 5
for i = 1, 1, -0 do n = n + 1 if n == 8 then break end end
print(n) -- expect: 8
