-- the third argument is the start position
print(struct.unpack("B", "\1\2\3", 2)) -- expect: 2	3
print(struct.unpack("B", "\1\2\3", 3)) -- expect: 3	4
print(pcall(struct.unpack, "B", "\1\2\3", 4)) -- expect: false	bad argument #2 to '?' (data string too short)
print(struct.unpack("", "abc", 4)) -- expect: 4
print(pcall(struct.unpack, "", "abc", 5)) -- expect: true	5
print(pcall(struct.unpack, "B", "\1", 0)) -- expect: false	bad argument #3 to '?' (offset must be 1 or greater)
print(pcall(struct.unpack, "B", "\1", -1)) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "B", "\1", -3)) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "B", "\1", 100)) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "B", "\1", "x")) -- expect: false	bad argument #3 to '?' (number expected, got string)
print(struct.unpack("B", "\7\8", "2")) -- expect: 8	3
print(struct.unpack("B", "\7\8", 1.9)) -- expect: 7	2
print(pcall(struct.unpack, "B", "\1", 2 ^ 31)) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "B", "\1", 2 ^ 53)) -- expect: false	bad argument #2 to '?' (data string too short)
print(pcall(struct.unpack, "i", "\1\2\3\4\5\6", 4)) -- expect: false	bad argument #2 to '?' (data string too short)
print(struct.unpack("!4bi", "\1\0\0\0\2\0\0\0")) -- expect: 1	2	9
print(struct.unpack("!4i", "x\0\0\0\2\0\0\0", 2)) -- expect: 2	9
print(pcall(function() struct.unpack("B", "", 1) end)) -- expect: false	user_script:19: bad argument #2 to 'unpack' (data string too short)
print(pcall(function() struct.unpack("B", "a", 0) end)) -- expect: false	user_script:20: bad argument #3 to 'unpack' (offset must be 1 or greater)
