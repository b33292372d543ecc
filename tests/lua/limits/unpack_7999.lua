-- limit: the number of values on the stack
local t = {}
for i = 1, 9000 do t[i] = i end
print(select("#", unpack(t, 1, 7900))) -- expect: 7900
print(pcall(unpack, t, 1, 8000)) -- expect: false	too many results to unpack
print(pcall(unpack, t)) -- expect: false	too many results to unpack
print((pcall(function() return select("#", unpack(t, 1, 7990)) end))) -- expect: true
print(pcall(function() return (select("#", unpack(t, 1, 8100))) end)) -- expect: false	user_script:8: too many results to unpack
print(#{ unpack(t, 1, 7900) }) -- expect: 7900
print(math.max(unpack(t, 1, 7900))) -- expect: 7900
print(#string.char(unpack((function() local r = {} for i = 1, 7000 do r[i] = 65 end return r end)()))) -- expect: 7000
