-- manual 5.1 loadstring: chunk names and results
print(loadstring("return 1, 2, 3")()) -- expect: 1	2	3
print(loadstring("return ...")("a", nil, "b")) -- expect: a	nil	b
print(type(loadstring("")), select("#", loadstring("")())) -- expect: function	0
print(loadstring("x =")) -- expect: nil	[string "x ="]:1: unexpected symbol near '<eof>'
print(loadstring("x =", "=(name)")) -- expect: nil	(name):1: unexpected symbol near '<eof>'
print(loadstring("x =", "@dir/file.lua")) -- expect: nil	dir/file.lua:1: unexpected symbol near '<eof>'
print(loadstring("x =", "plain name")) -- expect: nil	[string "plain name"]:1: unexpected symbol near '<eof>'
print(loadstring("x =", "first line\nsecond")) -- expect: nil	[string "first line..."]:1: unexpected symbol near '<eof>'
print(loadstring("x =", "=" .. ("n"):rep(80))) -- expect: nil	nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:1: unexpected symbol near '<eof>'
print(loadstring("x =", "@" .. ("p"):rep(80))) -- expect: nil	...pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp:1: unexpected symbol near '<eof>'
print(loadstring("x =", ("s"):rep(80))) -- expect: nil	[string "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss..."]:1: unexpected symbol near '<eof>'
print(loadstring("x =", "")) -- expect: nil	[string ""]:1: unexpected symbol near '<eof>'
print(loadstring("x =", "=")) -- expect: nil	:1: unexpected symbol near '<eof>'
print(loadstring("x =", "@")) -- expect: nil	:1: unexpected symbol near '<eof>'
print(loadstring("x =", nil)) -- expect: nil	[string "x ="]:1: unexpected symbol near '<eof>'
print(loadstring(5)) -- expect: nil	[string "5"]:1: unexpected symbol near '5'
print(pcall(loadstring)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(loadstring, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(loadstring, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(loadstring, "x =", {})) -- expect: false	bad argument #2 to '?' (string expected, got table)
print(loadstring("\n\n\nx =")) -- expect: nil	[string "..."]:4: unexpected symbol near '<eof>'
print(loadstring("local a = [[\n\n]] b b")) -- expect: nil	[string "local a = [[..."]:3: '=' expected near 'b'
print(pcall(loadstring("error('e')"))) -- expect: false	[string "error('e')"]:1: e
print(pcall(loadstring("error('e')", "=n"))) -- expect: false	n:1: e
print(pcall(loadstring("\nlocal x = y.z", "@f"))) -- expect: false	f:2: Script attempted to access nonexistent global variable 'y'
