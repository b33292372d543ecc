-- lexical errors of numbers
for _, s in ipairs {
  "x = 1a", "x = 0x", "x = 0xg", "x = 1e", "x = 1e+", "x = 1.2.3", "x = 1..2", "x = 08x", "x = 0b1",
  "x = 1_0", "x = 1.e1e", "x = 3 .. 4 5", "x = 0xffg", "x = .5.5", "x = 12 34", "x = 1e1.5", "x = 1f",
  "x = 1L", "x = 0x1.8", "x = 1e5x", "x = 5..'a'"
} do
  print(s, select(2, loadstring(s, "=c"))) -- expect: x = 1a	c:1: malformed number near '1a'
  -- expect: x = 0x	c:1: malformed number near '0x'
  -- expect: x = 0xg	c:1: malformed number near '0xg'
  -- expect: x = 1e	c:1: malformed number near '1e'
  -- expect: x = 1e+	c:1: malformed number near '1e+'
  -- expect: x = 1.2.3	c:1: malformed number near '1.2.3'
  -- expect: x = 1..2	c:1: malformed number near '1..2'
  -- expect: x = 08x	c:1: malformed number near '08x'
  -- expect: x = 0b1	c:1: malformed number near '0b1'
  -- expect: x = 1_0	c:1: malformed number near '1_0'
  -- expect: x = 1.e1e	c:1: malformed number near '1.e1e'
  -- expect: x = 3 .. 4 5	c:1: unexpected symbol near '5'
  -- expect: x = 0xffg	c:1: malformed number near '0xffg'
  -- expect: x = .5.5	c:1: malformed number near '.5.5'
  -- expect: x = 12 34	c:1: unexpected symbol near '34'
  -- expect: x = 1e1.5	c:1: unexpected symbol near '.5'
  -- expect: x = 1f	c:1: malformed number near '1f'
  -- expect: x = 1L	c:1: malformed number near '1L'
  -- expect: x = 0x1.8	c:1: unexpected symbol near '.8'
  -- expect: x = 1e5x	c:1: malformed number near '1e5x'
  -- expect: x = 5..'a'	c:1: malformed number near '5..'
end
