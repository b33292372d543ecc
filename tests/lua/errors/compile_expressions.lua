-- syntax errors of expressions
for _, s in ipairs {
  "x =", "x = 1 +", "x = + 1", "x = 1 + + 1", "x = * 2", "x = (1", "x = 1)", "x = ()", "x = not", "x = -",
  "x = #", "x = a..", "x = ..a", "x = a.1", "x = a.", "x = a[", "x = a[1", "x = a[]", "x = a:b", "x = a:b.c",
  "x = a:", "x = 1 2", "x = 'a' 'b'", "x = a b", "x == 1", "x = == 1", "x = 1 = 2", "x = and 1", "x = 1 or",
  "x = nil.x", "x = 1.x", "x = 'a'.x", "x = {}.x", "x = function() end()", "x = ...", "x = (...)(", "x = f(",
  "x = f(1", "x = f(1,", "x = f(1,)", "x = f(,1)", "x = f(1 2)"
} do
  print(s, select(2, loadstring(s, "=c"))) -- expect: x =	c:1: unexpected symbol near '<eof>'
  -- expect: x = 1 +	c:1: unexpected symbol near '<eof>'
  -- expect: x = + 1	c:1: unexpected symbol near '+'
  -- expect: x = 1 + + 1	c:1: unexpected symbol near '+'
  -- expect: x = * 2	c:1: unexpected symbol near '*'
  -- expect: x = (1	c:1: ')' expected near '<eof>'
  -- expect: x = 1)	c:1: unexpected symbol near ')'
  -- expect: x = ()	c:1: unexpected symbol near ')'
  -- expect: x = not	c:1: unexpected symbol near '<eof>'
  -- expect: x = -	c:1: unexpected symbol near '<eof>'
  -- expect: x = #	c:1: unexpected symbol near '<eof>'
  -- expect: x = a..	c:1: unexpected symbol near '<eof>'
  -- expect: x = ..a	c:1: unexpected symbol near '..'
  -- expect: x = a.1	c:1: unexpected symbol near '.1'
  -- expect: x = a.	c:1: '<name>' expected near '<eof>'
  -- expect: x = a[	c:1: unexpected symbol near '<eof>'
  -- expect: x = a[1	c:1: ']' expected near '<eof>'
  -- expect: x = a[]	c:1: unexpected symbol near ']'
  -- expect: x = a:b	c:1: function arguments expected near '<eof>'
  -- expect: x = a:b.c	c:1: function arguments expected near '.'
  -- expect: x = a:	c:1: '<name>' expected near '<eof>'
  -- expect: x = 1 2	c:1: unexpected symbol near '2'
  -- expect: x = 'a' 'b'	c:1: unexpected symbol near ''b''
  -- expect: x = a b	c:1: '=' expected near '<eof>'
  -- expect: x == 1	c:1: '=' expected near '=='
  -- expect: x = == 1	c:1: unexpected symbol near '=='
  -- expect: x = 1 = 2	c:1: unexpected symbol near '='
  -- expect: x = and 1	c:1: unexpected symbol near 'and'
  -- expect: x = 1 or	c:1: unexpected symbol near '<eof>'
  -- expect: x = nil.x	c:1: unexpected symbol near '.'
  -- expect: x = 1.x	c:1: malformed number near '1.x'
  -- expect: x = 'a'.x	c:1: unexpected symbol near '.'
  -- expect: x = {}.x	c:1: unexpected symbol near '.'
  -- expect: x = function() end()	c:1: unexpected symbol near ')'
  -- expect: x = ...
  -- expect: x = (...)(	c:1: unexpected symbol near '<eof>'
  -- expect: x = f(	c:1: unexpected symbol near '<eof>'
  -- expect: x = f(1	c:1: ')' expected near '<eof>'
  -- expect: x = f(1,	c:1: unexpected symbol near '<eof>'
  -- expect: x = f(1,)	c:1: unexpected symbol near ')'
  -- expect: x = f(,1)	c:1: unexpected symbol near ','
  -- expect: x = f(1 2)	c:1: ')' expected near '2'
end
