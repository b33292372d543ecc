-- limit: arguments and results of unpack together take at most 8000 slots
local t = {}
for i = 1, 7999 do t[i] = i end
print((select("#", unpack(t)))) -- expect: 7999
t[8000] = 1
print(pcall(unpack, t)) -- expect: false	too many results to unpack
print((select("#", unpack(t, 1, 7997)))) -- expect: 7997
print(pcall(unpack, t, 1, 7998)) -- expect: false	too many results to unpack
print((select("#", unpack(t, 4)))) -- expect: 7997
print(pcall(unpack, t, 2)) -- expect: false	too many results to unpack
