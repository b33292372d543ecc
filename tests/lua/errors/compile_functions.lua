-- syntax errors of functions and parameters
for _, s in ipairs {
  "function", "function f", "function f(", "function f()", "function f(a", "function f(a,", "function f(a b)",
  "function f(1)", "function f(...", "function f(..., a) end", "function f(a, ...) end", "function (a) end",
  "function f.() end", "function f:() end", "function f:a.b() end", "function f:a:b() end",
  "function f[1]() end", "local function", "local function f.x() end", "local function f", "x = function",
  "x = function f() end", "return function() end end", "function f() return 1 x end",
  "function f(self self) end"
} do
  print(s, (select(2, loadstring(s, "=c")))) -- expect: function	c:1: '<name>' expected near '<eof>'
  -- expect: function f	c:1: '(' expected near '<eof>'
  -- expect: function f(	c:1: <name> or '...' expected near '<eof>'
  -- expect: function f()	c:1: 'end' expected near '<eof>'
  -- expect: function f(a	c:1: ')' expected near '<eof>'
  -- expect: function f(a,	c:1: <name> or '...' expected near '<eof>'
  -- expect: function f(a b)	c:1: ')' expected near 'b'
  -- expect: function f(1)	c:1: <name> or '...' expected near '1'
  -- expect: function f(...	c:1: ')' expected near '<eof>'
  -- expect: function f(..., a) end	c:1: ')' expected near ','
  -- expect: function f(a, ...) end	nil
  -- expect: function (a) end	c:1: '<name>' expected near '('
  -- expect: function f.() end	c:1: '<name>' expected near '('
  -- expect: function f:() end	c:1: '<name>' expected near '('
  -- expect: function f:a.b() end	c:1: '(' expected near '.'
  -- expect: function f:a:b() end	c:1: '(' expected near ':'
  -- expect: function f[1]() end	c:1: '(' expected near '['
  -- expect: local function	c:1: '<name>' expected near '<eof>'
  -- expect: local function f.x() end	c:1: '(' expected near '.'
  -- expect: local function f	c:1: '(' expected near '<eof>'
  -- expect: x = function	c:1: '(' expected near '<eof>'
  -- expect: x = function f() end	c:1: '(' expected near 'f'
  -- expect: return function() end end	c:1: '<eof>' expected near 'end'
  -- expect: function f() return 1 x end	c:1: 'end' expected near 'x'
  -- expect: function f(self self) end	c:1: ')' expected near 'self'
end
