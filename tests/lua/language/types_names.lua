-- manual 2.2: the type names
print(type(nil), type(true), type(1), type("x")) -- expect: nil	boolean	number	string
print(type({}), type(print), type(type), type(coroutine.create(print))) -- expect: table	function	function	thread
print(type(cjson.null), type(type(nil))) -- expect: userdata	string
print(type(1) == type(1.5), type(-0), type(0 / 0)) -- expect: true	number	number
