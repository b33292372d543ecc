-- indexing strings by names, numbers and variables
local s = "hello"
print(s.upper(s), s["len"](s), s[1], s[0], s.x, s[true], (s).rep == string.rep, ("%d"):rep(2)) -- expect: HELLO	5	nil	nil	nil	nil	true	%d%d
print(("a"):byte(), ("a").byte("b"), #s:upper(), s:sub(2):upper():lower(), ("x"):rep(3):len(), -("3"):rep(2)) -- expect: 97	98	5	ello	3	-33
local m = "upper"
print(s[m](s), s[m]("arg"), pcall(function() return s.nomethod() end)) -- expect: HELLO	ARG	false	user_script:6: attempt to call field 'nomethod' (a nil value)
print(pcall(function() return s.x.y end)) -- expect: false	user_script:7: attempt to index field 'x' (a nil value)
print(pcall(function() s.x = 1 end)) -- expect: false	user_script:8: attempt to index upvalue 's' (a string value)
print(pcall(function() return s + 1 end), pcall(function() return #s.x end)) -- expect: false	false	user_script:9: attempt to get length of field 'x' (a nil value)
