-- parity T1: s, cN and c0
local function q(...) return (struct.pack(...):gsub("%z", "0")) end
print(q("s", "abc"), q("c3", "abcdef"), q("c", "xyz"), q("c0", "whole"), q("s", ""), q("c1c2", "ab", "cd"), q("Bc0", 3, "abc"):byte(1, -1)) -- expect: abc0	abc	x	whole	0	acd	3	97	98	99
print(q("ssc0", "a", "b", "c"), #struct.pack("s", "a\0b"), q("c5", 12345), q("s", 1.5)) -- expect: a0b0c	4	12345	1.50
print(pcall(struct.pack, "c4", "abc")) -- expect: false	bad argument #3 to '?' (string too short)
print(pcall(struct.pack, "s")) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(struct.pack, "c3")) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(struct.pack, "c0", nil)) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(struct.pack, "s", {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(struct.pack, "ic4", 1, "ab")) -- expect: false	bad argument #4 to '?' (string too short)
print(pcall(function() struct.pack("c4", "abc") end)) -- expect: false	user_script:11: bad argument #3 to 'pack' (string too short)
print(#struct.pack("c0", ""), pcall(struct.pack, "c0")) -- expect: 0	false	bad argument #2 to '?' (string expected, got nil)
