-- parity L11: borders after assignments, growth and removal
local t = {}
t[1] = 1
t[2] = 2
t[4] = 4
print(#t) -- expect: 4
t = {}
t[1] = 1
t[3] = 3
print(#t) -- expect: 1
t[2] = 2
print(#t) -- expect: 3
t = {}
for i = 1, 8 do t[i] = i end
t[4] = nil
print(#t) -- expect: 8
t[8] = nil
print(#t) -- expect: 3
t[7] = nil
t[6] = nil
print(#t) -- expect: 3
t = { 1, 2, 3, 4 }
t[2] = nil
print(#t) -- expect: 4
t[4] = nil
print(#t) -- expect: 1
t[3] = nil
print(#t) -- expect: 1
t = {}
for i = 10, 1, -1 do t[i] = i end
print(#t) -- expect: 10
t[10] = nil
print(#t) -- expect: 9
t[5] = nil
print(#t) -- expect: 9
t = {}
for i = 1, 16 do t[i] = i end
for i = 9, 15 do t[i] = nil end
print(#t) -- expect: 16
t[17] = 17
print(#t) -- expect: 17
t = { 10, 20, 30, nil }
print(#t) -- expect: 3
t[4] = 40
print(#t) -- expect: 4
t[6] = 60
print(#t) -- expect: 6
t = { nil, nil, 3 }
t[4] = 4
print(#t) -- expect: 0
t[5] = 5
print(#t) -- expect: 0
