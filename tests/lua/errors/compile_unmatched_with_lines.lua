-- the opener's line is named when opener and end differ in line
for _, s in ipairs {
  "if x then\n", "while x do\n\n", "for i = 1, 2 do\n", "for k in x do\n x()\n", "function f()\n",
  "local function f()\n\n\n", "do\n", "repeat\n x()\n", "x = (\n1", "x = {\n1,\n2", "f(\n1,\n2", "x = a[\n1",
  "if x then\nelse\n", "while x do\nif y then\nend\n", "function f()\nif x then\nend", "if x then\n end end",
  "x = {\n1 2}", "f(\n1 2)", "x = (1\n2)", "do while x do\nend", "function f(a,\nb\nc) end"
} do
  print((select(2, loadstring(s, "=c")))) -- expect: c:2: 'end' expected (to close 'if' at line 1) near '<eof>'
  -- expect: c:3: 'end' expected (to close 'while' at line 1) near '<eof>'
  -- expect: c:2: 'end' expected (to close 'for' at line 1) near '<eof>'
  -- expect: c:3: 'end' expected (to close 'for' at line 1) near '<eof>'
  -- expect: c:2: 'end' expected (to close 'function' at line 1) near '<eof>'
  -- expect: c:4: 'end' expected (to close 'function' at line 1) near '<eof>'
  -- expect: c:2: 'end' expected (to close 'do' at line 1) near '<eof>'
  -- expect: c:3: 'until' expected (to close 'repeat' at line 1) near '<eof>'
  -- expect: c:2: ')' expected (to close '(' at line 1) near '<eof>'
  -- expect: c:3: '}' expected (to close '{' at line 1) near '<eof>'
  -- expect: c:3: ')' expected (to close '(' at line 1) near '<eof>'
  -- expect: c:2: ']' expected near '<eof>'
  -- expect: c:3: 'end' expected (to close 'if' at line 1) near '<eof>'
  -- expect: c:4: 'end' expected (to close 'while' at line 1) near '<eof>'
  -- expect: c:3: 'end' expected (to close 'function' at line 1) near '<eof>'
  -- expect: c:2: '<eof>' expected near 'end'
  -- expect: c:2: '}' expected (to close '{' at line 1) near '2'
  -- expect: c:2: ')' expected (to close '(' at line 1) near '2'
  -- expect: c:2: ')' expected (to close '(' at line 1) near '2'
  -- expect: c:2: 'end' expected (to close 'do' at line 1) near '<eof>'
  -- expect: c:3: ')' expected near 'c'
end
