-- CVE-2025-46817, parity V7: huge and negative ranges
local t = { 1, 2, 3 }
print(pcall(unpack, t, -2, 2147483647)) -- expect: false	too many results to unpack
print(pcall(unpack, t, 0, 2147483647)) -- expect: false	too many results to unpack
print(pcall(unpack, t, -2147483648, -2)) -- expect: false	too many results to unpack
print(pcall(unpack, t, -2147483648, 2147483647)) -- expect: false	too many results to unpack
print(pcall(unpack, t, 1, 1e9)) -- expect: false	too many results to unpack
print(select("#", unpack(t, -1, -2)), select("#", unpack(t, 1, -1)), select("#", unpack(t, 2147483647, 1)), select("#", unpack(t, 2147483647, -2147483648))) -- expect: 0	0	0	0
print(select("#", unpack(t, -2147483648, -2147483646)), select("#", unpack(t, 2147483645, 2147483647)), select("#", unpack(t, 2147483647, 2147483647))) -- expect: 3	3	1
print(unpack(t, -1, 5)) -- expect: nil	nil	1	2	3	nil	nil
print(pcall(unpack, t, 1, 8000)) -- expect: false	too many results to unpack
print(select("#", unpack(t, 1, 7000)), select("#", unpack(t, 2 ^ 32 + 1, 3))) -- expect: 7000	3
print(pcall(unpack, t, 0 / 0, 1)) -- expect: true	nil	1
print(pcall(unpack, t, 1, 1 / 0)) -- expect: true
print(pcall(unpack, t, -1 / 0, 1)) -- expect: true	nil	1
print(pcall(function() unpack({}, 1, 1e8) end)) -- expect: false	user_script:16: too many results to unpack
