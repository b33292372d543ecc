-- syntax errors of constructors
for _, s in ipairs {
  "x = {", "x = {1", "x = {1,", "x = {1 2}", "x = {,}", "x = {1,,2}", "x = {;}", "x = {a=}", "x = {a=1 b=2}",
  "x = {[1]}", "x = {[1] 2}", "x = {[1=2}", "x = {[]=1}", "x = {=1}", "x = {'a'=1}", "x = {1=2}",
  "x = {a.b=1}", "x = {a:b()=1}", "x = {f() = 1}", "x = {...=1}", "x = {(a)=1}", "x = {return}",
  "x = {local a}", "x = {a,b,}, 3 4", "x = {function f() end}", "x = }"
} do
  print(s, select(2, loadstring(s, "=c"))) -- expect: x = {	c:1: unexpected symbol near '<eof>'
  -- expect: x = {1	c:1: '}' expected near '<eof>'
  -- expect: x = {1,	c:1: unexpected symbol near '<eof>'
  -- expect: x = {1 2}	c:1: '}' expected near '2'
  -- expect: x = {,}	c:1: unexpected symbol near ','
  -- expect: x = {1,,2}	c:1: unexpected symbol near ','
  -- expect: x = {;}	c:1: unexpected symbol near ';'
  -- expect: x = {a=}	c:1: unexpected symbol near '}'
  -- expect: x = {a=1 b=2}	c:1: '}' expected near 'b'
  -- expect: x = {[1]}	c:1: '=' expected near '}'
  -- expect: x = {[1] 2}	c:1: '=' expected near '2'
  -- expect: x = {[1=2}	c:1: ']' expected near '='
  -- expect: x = {[]=1}	c:1: unexpected symbol near ']'
  -- expect: x = {=1}	c:1: unexpected symbol near '='
  -- expect: x = {'a'=1}	c:1: '}' expected near '='
  -- expect: x = {1=2}	c:1: '}' expected near '='
  -- expect: x = {a.b=1}	c:1: '}' expected near '='
  -- expect: x = {a:b()=1}	c:1: '}' expected near '='
  -- expect: x = {f() = 1}	c:1: '}' expected near '='
  -- expect: x = {...=1}	c:1: '}' expected near '='
  -- expect: x = {(a)=1}	c:1: '}' expected near '='
  -- expect: x = {return}	c:1: unexpected symbol near 'return'
  -- expect: x = {local a}	c:1: unexpected symbol near 'local'
  -- expect: x = {a,b,}, 3 4	c:1: unexpected symbol near '4'
  -- expect: x = {function f() end}	c:1: '(' expected near 'f'
  -- expect: x = }	c:1: unexpected symbol near '}'
end
