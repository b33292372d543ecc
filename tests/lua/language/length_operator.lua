-- manual 2.5.5: length of strings and proper sequences
print(#"", #"abc", #"a\0b", #("x"):rep(1000)) -- expect: 0	3	3	1000
print(#{}, #{ 1 }, #{ 1, 2, 3 }, #{ n = 1 }, #{ 1, 2, nil }) -- expect: 0	1	3	0	2
local t = {}
for i = 1, 10 do t[i] = i end
print(#t) -- expect: 10
t[#t] = nil
print(#t) -- expect: 9
t[#t + 1] = 1
print(#t) -- expect: 10
print(#"abc" + 1, -#"ab", #"a" .. #"bc", #{ {}, {} } * 2) -- expect: 4	-2	12	4
print(pcall(function() return #nil end)) -- expect: false	user_script:12: attempt to get length of a nil value
print(pcall(function() return #5 end)) -- expect: false	user_script:13: attempt to get length of a number value
print(pcall(function() local x = true return #x end)) -- expect: false	user_script:14: attempt to get length of local 'x' (a boolean value)
print(pcall(function() return #print end)) -- expect: false	user_script:15: attempt to get length of upvalue 'print' (a function value)
