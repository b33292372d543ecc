-- parity L9: ASCII letters only
print(string.lower("ABC xyz 123 [\\]^_`{|}~"), string.upper("ABC xyz 123 [\\]^_`{|}~")) -- expect: abc xyz 123 [\]^_`{|}~	ABC XYZ 123 [\]^_`{|}~
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
all = table.concat(all)
local lo, up, n, m = all:lower(), all:upper(), 0, 0
for i = 1, 256 do if lo:byte(i) ~= i - 1 then n = n + 1 end if up:byte(i) ~= i - 1 then m = m + 1 end end
print(n, m, #lo, #up) -- expect: 26	26	256	256
print(("a\0B\200"):upper():byte(1, -1)) -- expect: 65	0	66	200
print(string.upper(1e100), string.lower(1 / 0), ("Z"):lower(), ("z"):upper(), (""):upper() == "") -- expect: 1E+100	inf	z	Z	true
print(pcall(string.lower)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.upper, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(string.upper, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
