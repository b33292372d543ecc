-- syntax errors of if
for _, s in ipairs {
  "if", "if x", "if then end", "if x then", "if x then else", "if x else end", "if x then elseif end",
  "if x then elseif y else end", "if x then else else end", "if x then else elseif y then end", "else",
  "elseif", "end", "if (x then end", "if x = 1 then end", "if x then end end", "if x then return return end"
} do
  print(select(2, loadstring(s, "=c"))) -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: 'then' expected near '<eof>'
  -- expect: c:1: unexpected symbol near 'then'
  -- expect: c:1: 'end' expected near '<eof>'
  -- expect: c:1: 'end' expected near '<eof>'
  -- expect: c:1: 'then' expected near 'else'
  -- expect: c:1: unexpected symbol near 'end'
  -- expect: c:1: 'then' expected near 'else'
  -- expect: c:1: 'end' expected near 'else'
  -- expect: c:1: 'end' expected near 'elseif'
  -- expect: c:1: '<eof>' expected near 'else'
  -- expect: c:1: '<eof>' expected near 'elseif'
  -- expect: c:1: '<eof>' expected near 'end'
  -- expect: c:1: ')' expected near 'then'
  -- expect: c:1: 'then' expected near '='
  -- expect: c:1: '<eof>' expected near 'end'
  -- expect: c:1: unexpected symbol near 'return'
end
