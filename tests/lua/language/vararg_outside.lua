-- manual 2.5.9: ... only inside a vararg function
print(loadstring("function f() return ... end")) -- expect: nil	[string "function f() return ... end"]:1: cannot use '...' outside a vararg function near '...'
print(loadstring("return ...")("a", "b")) -- expect: a	b
print(loadstring("local function f(a) return function(...) return ... end, ... end")) -- expect: nil	[string "local function f(a) return function(...) return ... end, ... en..."]:1: cannot use '...' outside a vararg function near '...'
print(loadstring("function f(a, ..., b) end")) -- expect: nil	[string "function f(a, ..., b) end"]:1: ')' expected near ','
print(loadstring("function f(... , b) end")) -- expect: nil	[string "function f(... , b) end"]:1: ')' expected near ','
print(loadstring("function f(a b) end")) -- expect: nil	[string "function f(a b) end"]:1: ')' expected near 'b'
print(loadstring("function f(a,) end")) -- expect: nil	[string "function f(a,) end"]:1: <name> or '...' expected near ')'
print(loadstring("function f(1) end")) -- expect: nil	[string "function f(1) end"]:1: <name> or '...' expected near '1'
