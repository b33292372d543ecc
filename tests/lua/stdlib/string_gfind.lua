-- 5.0 leftover: gfind is gmatch
local r = {}
for w in string.gfind("one two", "%a+") do r[#r + 1] = w end
print(table.concat(r, "+")) -- expect: one+two
print(pcall(string.gfind)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(string.gfind("abc", "(b)(c)")()) -- expect: b	c
print(string.gfind == string.gmatch) -- expect: true
print(pcall(function() string.gfind("x") end)) -- expect: false	user_script:8: bad argument #2 to 'gfind' (string expected, got no value)
print(pcall(function() string.gfind("x", "(")() end)) -- expect: false	user_script:9: unfinished capture
