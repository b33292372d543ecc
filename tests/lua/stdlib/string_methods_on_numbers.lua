-- string functions accept numbers; numbers have no methods
print(string.len(12.5), string.rep(1, 3), string.sub(12345, 2, 3), string.upper(1e15), string.byte(7), string.find(1234, 3), string.match(2024, "%d%d$"), string.gsub(1.5, "%.", ",")) -- expect: 4	111	23	1E+15	55	3	24	1,5	1
print(string.reverse(123), string.format("%s", 10), ("x"):rep(2.0), string.char(65.0), #string.format("%d", 1e10)) -- expect: 321	10	xx	A	11
print(pcall(function() return (5):len() end)) -- expect: false	user_script:4: attempt to index a number value
print(pcall(function() local n = 5 return n:rep(2) end)) -- expect: false	user_script:5: attempt to index local 'n' (a number value)
print(pcall(string.len, true)) -- expect: false	bad argument #1 to '?' (string expected, got boolean)
print(string.find("a1b2", 1)) -- expect: 2	2
print(string.gsub("a1b1", 1, 2)) -- expect: a2b2	2
print(("10"):rep("2") + 1) -- expect: 1011
