-- escapes and raw bytes in strings
local function b(s) return table.concat({ cjson.decode(s):byte(1, -1) }, " ") end
print(b('"\\b\\f\\n\\r\\t\\"\\\\\\/"')) -- expect: 8 12 10 13 9 34 92 47
print(b('"\\u0041\\u00e9\\u20ac"')) -- expect: 65 195 169 226 130 172
print(b('"\\ud83d\\ude00"')) -- expect: 240 159 152 128
print(b('"\\uD834\\uDD1E"')) -- expect: 240 157 132 158
print(b('"\\u007f\\u0080\\u07ff\\u0800\\uffff"')) -- expect: 127 194 128 223 191 224 160 128 239 191 191
print(b('"raw\1\31"')) -- expect: 114 97 119 1 31
print(b('"\200\255"')) -- expect: 200 255
print(b('"tab\there"')) -- expect: 116 97 98 9 104 101 114 101
print(#cjson.decode('""'), cjson.decode('"a/b"'), b('"\\u0000"'), cjson.decode('"\\u0041\\u0042"')) -- expect: 0	a/b	0	AB
