-- gsub with a function: captures as arguments, nil and false keep the match
print(("abc"):gsub("%w", function(c) return c:upper() end)) -- expect: ABC	3
print(("abc"):gsub("%w", function(c) if c == "b" then return "B" end end)) -- expect: aBc	3
print(("abc"):gsub("%w", function(c) return c == "a" and "A" end)) -- expect: Abc	3
print(("k=v"):gsub("(%w)=(%w)", function(a, b) return b .. "=" .. a end)) -- expect: v=k	1
print(("abc"):gsub("()%w", function(p) return p end)) -- expect: 123	3
print(("abc"):gsub("%w", function(...) return select("#", ...) end)) -- expect: 111	3
print(("abc"):gsub("(%w)(%w)", function(...) return select("#", ...) end)) -- expect: 2c	1
print(("abc"):gsub("", function() return "-" end)) -- expect: -a-b-c-	4
local n = 0
print(("aaaa"):gsub("a", function() n = n + 1 return n end, 2)) -- expect: 12aa	2
print(n) -- expect: 2
print(("abc"):gsub("%w", function() return "x", "ignored" end)) -- expect: xxx	3
print(pcall(string.gsub, "abc", "%w", function() return true end)) -- expect: false	invalid replacement value (a boolean)
print(pcall(string.gsub, "abc", "%w", function() return {} end)) -- expect: false	invalid replacement value (a table)
print(pcall(string.gsub, "abc", "%w", function() error("cb", 0) end)) -- expect: false	cb
print(("abc"):gsub("%w", string.upper)) -- expect: ABC	3
print(("3 4"):gsub("%d", function(d) return d * 2 end)) -- expect: 6 8	2
print(("ab"):gsub(".", function(c) return ("xy"):gsub(".", function(d) return c .. d end) end)) -- expect: axaybxby	2
