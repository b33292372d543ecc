-- parity L1: a '(' on a new line after an expression is an error
print(loadstring("local f = 1\nlocal a = f\n(g)()", "=c")) -- expect: nil	c:3: ambiguous syntax (function call x new statement) near '('
print(loadstring("f\n(x)", "=c")) -- expect: nil	c:2: ambiguous syntax (function call x new statement) near '('
print(loadstring("f\n'x'", "=c") ~= nil, loadstring("f\n{1}", "=c") ~= nil, loadstring("local a = f;\n(g)()", "=c") ~= nil) -- expect: true	true	true
print(loadstring("a.b\n:c\n(1)", "=c")) -- expect: nil	c:3: ambiguous syntax (function call x new statement) near '('
print(loadstring("return f(\n1\n)", "=c") ~= nil) -- expect: true
print(loadstring("f()\n()", "=c")) -- expect: nil	c:2: ambiguous syntax (function call x new statement) near '('
