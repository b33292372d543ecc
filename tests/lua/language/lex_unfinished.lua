-- llex: errors inside literals
for _, s in ipairs { "x = 'abc", "x = \"abc\n", "x = 'abc\\", "x = [[abc", "--[[ abc", "x = [=[ abc ]]", "x = '\\400'", "x = 'ab\\400cd'" } do
  local _, e = loadstring(s, "=c")
  print((e:gsub("\n", "<LF>"))) -- expect: c:1: unfinished string near '<eof>'
  -- expect: c:1: unfinished string near '"abc'
  -- expect: c:1: unfinished string near '<eof>'
  -- expect: c:1: unfinished long string near '<eof>'
  -- expect: c:1: unfinished long comment near '<eof>'
  -- expect: c:1: unfinished long string near '<eof>'
  -- expect: c:1: escape sequence too large near '''
  -- expect: c:1: escape sequence too large near ''ab'
end
