-- parity L9: strings compare by bytes; NUL inside is honoured
print("a" < "b", "a" < "B", "Z" < "a", "" < "a", "a" < "aa", "abc" < "abd") -- expect: true	false	true	true	true	true
print("a\0a" < "a\0b", "a\0b" < "a\0a", "a" < "a\0", "a\0" <= "a\0", "\0" > "") -- expect: true	false	true	true	true
print("10" < "9", "2" < "10", "a" <= "a", "a" >= "a\0") -- expect: true	false	true	false
print("\127" < "\128", "\255" > "a", "z" < "\200") -- expect: true	true	true
print("x" == "x", "x" == "x\0", "x" .. "y" == "xy", ("long"):rep(20) == ("long"):rep(20)) -- expect: true	false	true	true
local t = { "b", "a", "B", "", "aa", "A", "1", "~", "ab" }
table.sort(t)
print(table.concat(t, "|")) -- expect: |1|A|B|a|aa|ab|b|~
