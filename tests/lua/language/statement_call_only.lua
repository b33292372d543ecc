-- manual 2.4.6: only calls are expression statements
print(loadstring("1")) -- expect: nil	[string "1"]:1: unexpected symbol near '1'
print(loadstring("x")) -- expect: nil	[string "x"]:1: '=' expected near '<eof>'
print(loadstring("x.y")) -- expect: nil	[string "x.y"]:1: '=' expected near '<eof>'
print(loadstring("x + 1")) -- expect: nil	[string "x + 1"]:1: '=' expected near '+'
print(loadstring("(f)")) -- expect: nil	[string "(f)"]:1: syntax error near '<eof>'
print(loadstring("(f)()") ~= nil, loadstring("f{}") ~= nil, loadstring("('x'):f()") ~= nil) -- expect: true	true	true
print(loadstring("'x':f()")) -- expect: nil	[string "'x':f()"]:1: unexpected symbol near ''x''
print(loadstring("f() = 1")) -- expect: nil	[string "f() = 1"]:1: unexpected symbol near '='
print(loadstring("(a) = 1")) -- expect: nil	[string "(a) = 1"]:1: syntax error near '='
print(loadstring("a, f() = 1, 2")) -- expect: nil	[string "a, f() = 1, 2"]:1: syntax error near '='
print(loadstring("a + b = 1")) -- expect: nil	[string "a + b = 1"]:1: '=' expected near '+'
print(loadstring("{}.x = 1")) -- expect: nil	[string "{}.x = 1"]:1: unexpected symbol near '{'
print(loadstring("local a.b = 1")) -- expect: nil	[string "local a.b = 1"]:1: unexpected symbol near '.'
