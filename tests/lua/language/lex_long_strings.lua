-- manual 2.1: long brackets drop the first newline, keep the rest raw
local s = [[
one\n
two]]
print(string.format("%q", s:gsub("\n", "|"))) -- expect: "one\\n|two"
print([[x]], [=[a]]b]=], [==[]=]]==]) -- expect: x	a]]b	]=]
print(#[[ -- expect: 18	1

]], #[==[
x]==])
print([[a [b] c]], [=[ [[nested]] ]=] == " [[nested]] ") -- expect: a [b] c	true
print([[a]] .. [[b]]) -- expect: ab
print(#[[]], #[=[]=]) -- expect: 0	0
print("[[not long]]", '--[[no comment]]') -- expect: [[not long]]	--[[no comment]]
