-- manual 2.1: every newline form inside a long string becomes \n
local function b(src) return loadstring(src)():byte(1, -1) end
print(b("return [[a\r\nb]]")) -- expect: 97	10	98
print(b("return [[a\n\rb]]")) -- expect: 97	10	98
print(b("return [[a\rb]]")) -- expect: 97	10	98
print(b("return [[a\n\nb]]")) -- expect: 97	10	10	98
print(b("return [[\r\nx]]")) -- expect: 120
print(b("return [[\n\nx]]")) -- expect: 10	120
print(b("return [[\r\rx]]")) -- expect: 10	120
