-- gsub with a table: first capture is the key; false and nil keep the match
print(("$name is $age"):gsub("%$(%w+)", { name = "Bob", age = 42 })) -- expect: Bob is 42	2
print(("a b c"):gsub("%w", { a = "1", b = true and "2" })) -- expect: 1 2 c	3
print(("abc"):gsub("%w", { a = false, b = nil, c = "C" })) -- expect: abC	3
print(("a b"):gsub("(%w)( ?)", { a = "x" })) -- expect: xb	2
print(("abc"):gsub("()", { "1", "2" })) -- expect: 1a2bc	4
print(("abc"):gsub("%w", {})) -- expect: abc	3
print(("abc"):gsub("%w", setmetatable({}, { __index = function(_, k) return k:upper() .. "." end }))) -- expect: A.B.C.	3
print(("12"):gsub("%d", { ["1"] = "one", [2] = "two" })) -- expect: one2	2
print(("x"):gsub("x", { x = 1.5 })) -- expect: 1.5	1
print(pcall(string.gsub, "x", "x", { x = true })) -- expect: false	invalid replacement value (a boolean)
print(pcall(string.gsub, "x", "x", { x = {} })) -- expect: false	invalid replacement value (a table)
print(pcall(function() ("x"):gsub("x", { x = print }) end)) -- expect: false	user_script:13: invalid replacement value (a function)
print(("a1"):gsub("%a(%d)", { ["1"] = "digit" })) -- expect: digit	1
