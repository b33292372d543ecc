-- how the chunk name is shown
for _, n in ipairs {
  "=short", "@file.lua", "x = y", "two\nlines", "\nempty first", "=", "@", "", "=with space",
  "@" .. ("d/"):rep(40) .. "f.lua", "=" .. ("e"):rep(70), ("s"):rep(59), ("s"):rep(60), ("s"):rep(61),
  ("s"):rep(100), "a\rb", "tab\tx", "=new\nline", "[string", "return \"q\""
} do
  print((select(2, loadstring(")", n)):gsub("[\n\t\r]", "<c>"))) -- expect: short:1: unexpected symbol near ')'
  -- expect: file.lua:1: unexpected symbol near ')'
  -- expect: [string "x = y"]:1: unexpected symbol near ')'
  -- expect: [string "two..."]:1: unexpected symbol near ')'
  -- expect: [string "..."]:1: unexpected symbol near ')'
  -- expect: :1: unexpected symbol near ')'
  -- expect: :1: unexpected symbol near ')'
  -- expect: [string ""]:1: unexpected symbol near ')'
  -- expect: with space:1: unexpected symbol near ')'
  -- expect: .../d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/f.lua:1: unexpected symbol near ')'
  -- expect: eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee:1: unexpected symbol near ')'
  -- expect: [string "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"]:1: unexpected symbol near ')'
  -- expect: [string "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"]:1: unexpected symbol near ')'
  -- expect: [string "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss"]:1: unexpected symbol near ')'
  -- expect: [string "sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss..."]:1: unexpected symbol near ')'
  -- expect: [string "a..."]:1: unexpected symbol near ')'
  -- expect: [string "tab<c>x"]:1: unexpected symbol near ')'
  -- expect: new<c>line:1: unexpected symbol near ')'
  -- expect: [string "[string"]:1: unexpected symbol near ')'
  -- expect: [string "return "q""]:1: unexpected symbol near ')'
end
