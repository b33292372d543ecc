-- manual 5.1 type
print(type(nil), type(1), type("s"), type({}), type(print), type(true), type(coroutine.create(print)), type(cjson.null)) -- expect: nil	number	string	table	function	boolean	thread	userdata
print(pcall(type)) -- expect: false	bad argument #1 to '?' (value expected)
print(pcall(function() type() end)) -- expect: false	user_script:4: bad argument #1 to 'type' (value expected)
print(type(nil, 1), select("#", type(1, 2)), type(type(1))) -- expect: nil	1	string
