-- manual 5.4 string.char
print(string.char(72, 105), string.char(), #string.char(), string.char(65), string.char("66"), string.char(67.9)) -- expect: Hi		0	A	B	C
print(#string.char(0, 255, 10), string.char(0, 255):byte(1, -1)) -- expect: 3	0	255
print(pcall(string.char, 256)) -- expect: false	bad argument #1 to '?' (invalid value)
print(pcall(string.char, -1)) -- expect: false	bad argument #1 to '?' (invalid value)
print(pcall(string.char, 1, 2, 300)) -- expect: false	bad argument #3 to '?' (invalid value)
print(pcall(string.char, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(string.char, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(string.char, {})) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(string.char, 65, 1e10)) -- expect: false	bad argument #2 to '?' (invalid value)
print(pcall(function() string.char(65, 256) end)) -- expect: false	user_script:11: bad argument #2 to 'char' (invalid value)
print(string.char(255.9):byte(), pcall(string.char, 0 / 0), string.char(2 ^ 32 + 65) == "A") -- expect: 255	true	true
local t = {}
for i = 0, 255 do t[i + 1] = i end
print(#string.char(unpack(t)), string.char(unpack(t)):byte(256)) -- expect: 256	255
