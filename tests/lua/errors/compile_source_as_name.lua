-- without a name the source text itself is the name
for _, s in ipairs {
  ")", "x )", "\n)", "x = 1\n)", ("-"):rep(2) .. ("c"):rep(80) .. "\n)",
  "local x = 'a long line of source text that will not fit into the message' )", "x = 'short' )", "=)", "@)"
} do
  print((select(2, loadstring(s)))) -- expect: [string ")"]:1: unexpected symbol near ')'
  -- expect: [string "x )"]:1: '=' expected near ')'
  -- expect: [string "..."]:2: unexpected symbol near ')'
  -- expect: [string "x = 1..."]:2: unexpected symbol near ')'
  -- expect: [string "--ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc..."]:2: unexpected symbol near ')'
  -- expect: [string "local x = 'a long line of source text that will not fit into th..."]:1: unexpected symbol near ')'
  -- expect: [string "x = 'short' )"]:1: unexpected symbol near ')'
  -- expect: ):1: unexpected symbol near '='
  -- expect: ):1: unexpected symbol near '@'
end
