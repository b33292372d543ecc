-- names, numbers and strings as near tokens
for _, s in ipairs {
  "x = 1 averyveryverylongidentifiernamethatgoesonandonandon = = 2", "x = 1 123456789012345678901234567890",
  "x = 1 'string token with \\n escape'", "x = 1 [[long\nstring]]", "x = 1 [==[ level two ]==]",
  "x = 1 0x1234", "x = 1 \"dq 'sq'\"", "x = 1 ''", "x = 1 \"\"", "x = 1 function", "x = 1 ...", "x = 1 <=",
  "x = 1 ==", "x = 1 ~=", "x = 1 ..", "x = 1 .5", "x = 1 ;;"
} do
  print((select(2, loadstring(s, "=c")):gsub("\n", "<LF>"))) -- expect: c:1: unexpected symbol near '='
  -- expect: c:1: unexpected symbol near '123456789012345678901234567890'
  -- expect: c:1: unexpected symbol near ''string token with <LF> escape''
  -- expect: c:2: unexpected symbol near '[[long<LF>string]]'
  -- expect: c:1: unexpected symbol near '[==[ level two ]==]'
  -- expect: c:1: unexpected symbol near '0x1234'
  -- expect: c:1: unexpected symbol near '"dq 'sq'"'
  -- expect: c:1: unexpected symbol near ''''
  -- expect: c:1: unexpected symbol near '""'
  -- expect: c:1: '<name>' expected near '<eof>'
  -- expect: c:1: unexpected symbol near '...'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: unexpected symbol near '<eof>'
  -- expect: c:1: unexpected symbol near '.5'
  -- expect: c:1: unexpected symbol near ';'
end
