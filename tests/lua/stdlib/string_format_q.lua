-- parity L5: %q
print(string.format("%q", "hello")) -- expect: "hello"
print(string.format("%q", 'say "hi"')) -- expect: "say \"hi\""
print(string.format("%q", "back\\slash")) -- expect: "back\\slash"
print(string.format("%q", "tab\tx"):gsub("\t", "<T>")) -- expect: "tab<T>x"	1
print((string.format("%q", "line\nbreak"):gsub("\n", "<LF>"))) -- expect: "line\<LF>break"
print(string.format("%q", "cr\rx")) -- expect: "cr\rx"
print(string.format("%q", "nul\0x")) -- expect: "nul\000x"
print(string.format("%q", "nul\0001")) -- expect: "nul\0001"
print(string.format("%q", "")) -- expect: ""
print(string.format("%q", 42), string.format("%q", 1.5)) -- expect: "42"	"1.5"
print(string.format("%q", "\1\127\200"):byte(1, -1)) -- expect: 34	1	127	200	34
print(loadstring("return " .. string.format("%q", "a\n\r\0\"\\z\t\1\255"))() == "a\n\r\0\"\\z\t\1\255") -- expect: true
print(pcall(string.format, "%q")) -- expect: false	bad argument #2 to '?' (no value)
print(pcall(string.format, "%q", nil)) -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(pcall(string.format, "%q", {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(string.format, "%5q", "x")) -- expect: true	"x"
print(pcall(string.format, "%.3q", "abcdef")) -- expect: true	"abcdef"
print(pcall(string.format, "%-q", "x")) -- expect: true	"x"
local all = {}
for i = 0, 255 do all[i + 1] = string.char(i) end
all = table.concat(all)
print(#string.format("%q", all), loadstring("return " .. string.format("%q", all))() == all) -- expect: 265	true
