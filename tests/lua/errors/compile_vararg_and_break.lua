-- context errors found by the compiler
for _, s in ipairs {
  "return function() return ... end", "function f(a) print(...) end", "local function f() local a = ... end",
  "x = function() x = {...} end", "break", "if a then break end", "function f() break end",
  "while true do local function f() break end end", "do break end", "for i = 1, 2 do end break",
  "repeat until break", "return break", "while true do break break end", "while true do break return end",
  "for i = 1, 2 do break; end"
} do
  print(s, type((loadstring(s, "=c"))), select(2, loadstring(s, "=c"))) -- expect: return function() return ... end	nil	c:1: cannot use '...' outside a vararg function near '...'
  -- expect: function f(a) print(...) end	nil	c:1: cannot use '...' outside a vararg function near '...'
  -- expect: local function f() local a = ... end	nil	c:1: cannot use '...' outside a vararg function near '...'
  -- expect: x = function() x = {...} end	nil	c:1: cannot use '...' outside a vararg function near '...'
  -- expect: break	nil	c:1: no loop to break near '<eof>'
  -- expect: if a then break end	nil	c:1: no loop to break near 'end'
  -- expect: function f() break end	nil	c:1: no loop to break near 'end'
  -- expect: while true do local function f() break end end	nil	c:1: no loop to break near 'end'
  -- expect: do break end	nil	c:1: no loop to break near 'end'
  -- expect: for i = 1, 2 do end break	nil	c:1: no loop to break near '<eof>'
  -- expect: repeat until break	nil	c:1: unexpected symbol near 'break'
  -- expect: return break	nil	c:1: unexpected symbol near 'break'
  -- expect: while true do break break end	nil	c:1: 'end' expected near 'break'
  -- expect: while true do break return end	nil	c:1: 'end' expected near 'return'
  -- expect: for i = 1, 2 do break; end	function
end
