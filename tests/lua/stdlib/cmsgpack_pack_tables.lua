-- parity P4: arrays and maps
local function hex(...)
  return (cmsgpack.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex {}, hex { 1, 2, 3 }, hex { 1, nil, 3 }, hex { nil, 2 }, hex { a = 1 }, hex { 1, a = 1 }, hex { [0] = 1 }, hex { [1] = 1, [2] = 2 }, hex { [2] = 2 }, hex { [1.5] = 1 }, hex { { {} } }, hex { [true] = false }) -- expect: 90	93010203	8201010303	810202	81a16101	820101a16101	810001	920102	810202	81ca3fc0000001	919190	81c3c2
print(hex { a = 1, b = 2, c = 3 }) -- expect: 83a16101a16303a16202
print(hex { [1] = "x", [3] = "y" }) -- expect: 8201a17803a179
print(hex { k = { 1, { z = "w" } } }) -- expect: 81a16b920181a17aa177
local t = {}
for i = 1, 15 do t[i] = 0 end
print(hex(t)) -- expect: 9f000000000000000000000000000000
t[16] = 0
print(hex(t)) -- expect: dc001000000000000000000000000000000000
t = {}
for i = 1, 65536 do t[i] = 1 end
print(#cmsgpack.pack(t), (cmsgpack.pack(t):sub(1, 5):gsub(".", function(c) return ("%02x"):format(c:byte()) end))) -- expect: 65541	dd00010000
t = {}
for i = 1, 16 do t["k" .. i] = i end
print(hex(t):sub(1, 20), #cmsgpack.pack(t)) -- expect: de0010a36b31320ca36b	74
print(hex(setmetatable({}, { __index = { 1, 2 } })), hex(setmetatable({ 5 }, { __len = error }))) -- expect: 90	9105
