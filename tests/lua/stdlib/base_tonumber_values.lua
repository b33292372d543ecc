-- tonumber of numbers and other types
print(tonumber(5), tonumber(5.5), tonumber(1 / 0), tonumber(-0.0), tonumber(nil), tonumber(true), tonumber({}), tonumber(print), tonumber(cjson.null)) -- expect: 5	5.5	inf	0	nil	nil	nil	nil	nil
print(tonumber("a\0b"), tonumber("5\0"), tonumber("5\0" .. "6"), tonumber("\0")) -- expect: nil	5	5	nil
print(pcall(tonumber)) -- expect: false	bad argument #1 to '?' (value expected)
print(pcall(function() tonumber() end)) -- expect: false	user_script:5: bad argument #1 to 'tonumber' (value expected)
print(tonumber("10", nil), tonumber(10, nil)) -- expect: 10	10
print(tonumber("0x" .. ("f"):rep(16)), tonumber("0x" .. ("f"):rep(17)), tonumber(("9"):rep(400)), tonumber("0." .. ("0"):rep(400) .. "1")) -- expect: 1.844674407371e+19	2.9514790517935e+20	inf	0
print(tonumber("1" .. ("0"):rep(308)), tonumber("1" .. ("0"):rep(309)), tonumber("4.9e-324"), tonumber("2.4e-324"), tonumber("1.7976931348623157e308"), tonumber("1.7976931348623159e308")) -- expect: 1e+308	inf	4.9406564584125e-324	0	1.7976931348623e+308	inf
print(tonumber("0x7fffffffffffffff") == 2 ^ 63, tonumber("0x1.fffffffffffffp1023"), tonumber("-0"), 1 / tonumber("-0"), tonumber("- 0")) -- expect: true	1.7976931348623e+308	-0	-inf	nil
print(tonumber(" \f\v\r5\r\v\f "), tonumber("5\160"), tonumber("\160" .. "5")) -- expect: 5	nil	nil
