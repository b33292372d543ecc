-- parity L18: bytes that start no token
for _, s in ipairs { "@", "$", "!", "`", "?", "\\", "&", "|", "~", "\1", "\127", "\200", "\239\187\191return 1", "a = #b ^ !" } do
  local f, e = loadstring(s, "=c")
  print(f, (e:gsub("[^\32-\126]", function(c) return "<" .. c:byte() .. ">" end))) -- expect: nil	c:1: unexpected symbol near '@'
  -- expect: nil	c:1: unexpected symbol near '$'
  -- expect: nil	c:1: unexpected symbol near '!'
  -- expect: nil	c:1: unexpected symbol near '`'
  -- expect: nil	c:1: unexpected symbol near '?'
  -- expect: nil	c:1: unexpected symbol near '\'
  -- expect: nil	c:1: unexpected symbol near '&'
  -- expect: nil	c:1: unexpected symbol near '|'
  -- expect: nil	c:1: unexpected symbol near '~'
  -- expect: nil	c:1: unexpected symbol near 'char(1)'
  -- expect: nil	c:1: unexpected symbol near 'char(127)'
  -- expect: nil	c:1: unexpected symbol near '<200>'
  -- expect: nil	c:1: unexpected symbol near '<239>'
  -- expect: nil	c:1: unexpected symbol near '!'
end
