-- syntax errors of while, repeat and for
for _, s in ipairs {
  "while", "while x", "while x do", "while do end", "repeat", "repeat x", "repeat until", "repeat end",
  "until x", "for", "for x", "for x =", "for x = 1", "for x = 1,", "for x = 1, 2", "for x = 1, 2 do",
  "for x in", "for x in y", "for x, in y do end", "for x.y in z do end", "for 'x' = 1, 2 do end",
  "for x = 1, 2 do break x end", "break", "do break end", "while x do break; break end", "do", "do x"
} do
  print(select(2, loadstring(s, "=c"))) -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: 'do' expected near '<eof>'
  -- expect: c:1: 'end' expected near '<eof>'
  -- expect: c:1: unexpected symbol near 'do'
  -- expect: c:1: 'until' expected near '<eof>'
  -- expect: c:1: '=' expected near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: 'until' expected near 'end'
  -- expect: c:1: '<eof>' expected near 'until'
  -- expect: c:1: '<name>' expected near '<eof>'
  -- expect: c:1: '=' or 'in' expected near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: ',' expected near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: 'do' expected near '<eof>'
  -- expect: c:1: 'end' expected near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: 'do' expected near '<eof>'
  -- expect: c:1: '<name>' expected near 'in'
  -- expect: c:1: '=' or 'in' expected near '.'
  -- expect: c:1: '<name>' expected near ''x''
  -- expect: c:1: 'end' expected near 'x'
  -- expect: c:1: no loop to break near '<eof>'
  -- expect: c:1: no loop to break near 'end'
  -- expect: c:1: 'end' expected near 'break'
  -- expect: c:1: 'end' expected near '<eof>'
  -- expect: c:1: '=' expected near '<eof>'
end
