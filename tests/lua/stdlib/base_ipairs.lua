-- manual 5.1 ipairs argument checks
for i, v in ipairs { "a", "b", nil, "d" } do print(i, v) end -- expect: 1	a
-- expect: 2	b
print(pcall(ipairs)) -- expect: false	bad argument #1 to '?' (table expected, got no value)
print(pcall(ipairs, nil)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall(ipairs, "str")) -- expect: false	bad argument #1 to '?' (table expected, got string)
print(pcall(ipairs, 5)) -- expect: false	bad argument #1 to '?' (table expected, got number)
print(pcall(function() ipairs() end)) -- expect: false	user_script:8: bad argument #1 to 'ipairs' (table expected, got no value)
print(select("#", ipairs({})), select(3, ipairs({}))) -- expect: 3	0
print(pcall((ipairs({})), nil, 0)) -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(pcall((ipairs({})), {}, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall((ipairs({})), {})) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(ipairs({})({ 5 }, "0")) -- expect: 1	5
print(ipairs({})({ [4] = "x" }, 3.7), ipairs({})({ [-1] = "neg" }, -2)) -- expect: 4	-1	neg
