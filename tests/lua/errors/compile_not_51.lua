-- syntax of other Lua versions
for _, s in ipairs {
  "goto x", "::x::", "x = 1 // 2", "x = 1 & 2", "x = 1 | 2", "x = 1 ~ 2", "x = ~1", "x = 1 << 2",
  "x = 1 >> 2", "local x <const> = 1", "local x <close> = f()", "x = 0x1p4", "x = a ?. b", "x != 1", "x = !y",
  "x += 1", "continue", "x = a?b", "if x { }", "for (i = 1, 2) do end", "function f(a = 1) end",
  "x = f'a' 'b' = 1", "x = |a| a", "a?.b()", "x = 1 if y", "x = [1, 2]", "x = 'a' + # comment", "// comment",
  "/* c */", "x = \\y -> y", "x = y === z", "x = y <> z", "x = y =! z"
} do
  print(s, select(2, loadstring(s, "=c"))) -- expect: goto x	c:1: '=' expected near 'x'
  -- expect: ::x::	c:1: unexpected symbol near ':'
  -- expect: x = 1 // 2	c:1: unexpected symbol near '/'
  -- expect: x = 1 & 2	c:1: unexpected symbol near '&'
  -- expect: x = 1 | 2	c:1: unexpected symbol near '|'
  -- expect: x = 1 ~ 2	c:1: unexpected symbol near '~'
  -- expect: x = ~1	c:1: unexpected symbol near '~'
  -- expect: x = 1 << 2	c:1: unexpected symbol near '<'
  -- expect: x = 1 >> 2	c:1: unexpected symbol near '>'
  -- expect: local x <const> = 1	c:1: unexpected symbol near '<'
  -- expect: local x <close> = f()	c:1: unexpected symbol near '<'
  -- expect: x = 0x1p4
  -- expect: x = a ?. b	c:1: unexpected symbol near '?'
  -- expect: x != 1	c:1: '=' expected near '!'
  -- expect: x = !y	c:1: unexpected symbol near '!'
  -- expect: x += 1	c:1: '=' expected near '+'
  -- expect: continue	c:1: '=' expected near '<eof>'
  -- expect: x = a?b	c:1: unexpected symbol near '?'
  -- expect: if x { }	c:1: 'then' expected near '<eof>'
  -- expect: for (i = 1, 2) do end	c:1: '<name>' expected near '('
  -- expect: function f(a = 1) end	c:1: ')' expected near '='
  -- expect: x = f'a' 'b' = 1	c:1: unexpected symbol near '='
  -- expect: x = |a| a	c:1: unexpected symbol near '|'
  -- expect: a?.b()	c:1: '=' expected near '?'
  -- expect: x = 1 if y	c:1: 'then' expected near '<eof>'
  -- expect: x = [1, 2]	c:1: unexpected symbol near '['
  -- expect: x = 'a' + # comment
  -- expect: // comment	c:1: unexpected symbol near '/'
  -- expect: /* c */	c:1: unexpected symbol near '/'
  -- expect: x = \y -> y	c:1: unexpected symbol near '\'
  -- expect: x = y === z	c:1: unexpected symbol near '='
  -- expect: x = y <> z	c:1: unexpected symbol near '>'
  -- expect: x = y =! z	c:1: unexpected symbol near '='
end
