-- manual 5.1 tostring
print(tostring(nil), tostring(true), tostring(false), tostring(12), tostring(-1.5), tostring("s"), tostring(cjson.null)) -- expect: nil	true	false	12	-1.5	s	userdata: (nil)
print(tostring(1e15), tostring(2 ^ 63), tostring(0 / 0), tostring(1 / 0), tostring(-1 / 0), tostring(1e100), tostring(123456.789e3)) -- expect: 1e+15	9.2233720368548e+18	-nan	inf	-inf	1e+100	123456789
print(tostring({}):match("^table: 0x%x+$") ~= nil, tostring(print):match("^function: 0x%x+$") ~= nil, tostring(type):match("^function: ") ~= nil, tostring(coroutine.create(print)):match("^thread: ") ~= nil) -- expect: true	true	true	true
local t = {}
print(tostring(t) == tostring(t), tostring(t) ~= tostring({})) -- expect: true	true
print(pcall(tostring)) -- expect: false	bad argument #1 to '?' (value expected)
print(pcall(function() tostring() end)) -- expect: false	user_script:8: bad argument #1 to 'tostring' (value expected)
print(tostring(1, 2), select("#", tostring(1, 2))) -- expect: 1	1
