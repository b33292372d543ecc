-- manual 2.1: backslash-newline is a newline; \r\n and \n\r count as one
local function f(s) return loadstring(s)() end
print(f("return '\\\n'") == "\n", #f("return 'a\\\r\nb'"), #f("return 'a\\\n\rb'")) -- expect: true	3	3
print(#f("return 'a\\\n\nb'" == nil and "" or "return 'a\\\n\\\nb'")) -- expect: 4
print(#f("return 'a\\\rb'"), f("return 'a\\\rb'"):byte(2)) -- expect: 3	10
print(loadstring("return 'a\nb'")) -- expect: nil	[string "return 'a..."]:1: unfinished string near ''a'
print(loadstring("return 'a\rb'")) -- expect: nil	[string "return 'a..."]:1: unfinished string near ''a'
print(loadstring("return \"abc")) -- expect: nil	[string "return "abc"]:1: unfinished string near '<eof>'
