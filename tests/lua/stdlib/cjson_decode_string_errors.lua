-- parity J9: bad escapes, with positions
for _, s in ipairs {
  '"\\x"', '"\\u12"', '"\\u12G4"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\u0041"', '"\\ude00"', '"abc',
  '"abc\\', '"', '"a\\q"', '"\\ud83d\\ud83d"', '"abc\\"', '"\\U0041"', "'a'", '"\\u"', '"\\a"', '"\\0"'
} do
  print(s, select(2, pcall(cjson.decode, s))) -- expect: "\x"	Expected value but found invalid escape code at character 2
  -- expect: "\u12"	Expected value but found invalid unicode escape code at character 2
  -- expect: "\u12G4"	Expected value but found invalid unicode escape code at character 2
  -- expect: "\ud83d"	Expected value but found invalid unicode escape code at character 2
  -- expect: "\ud83dx"	Expected value but found invalid unicode escape code at character 2
  -- expect: "\ud83d\u0041"	Expected value but found invalid unicode escape code at character 2
  -- expect: "\ude00"	Expected value but found invalid unicode escape code at character 2
  -- expect: "abc	Expected value but found unexpected end of string at character 5
  -- expect: "abc\	Expected value but found invalid escape code at character 5
  -- expect: "	Expected value but found unexpected end of string at character 2
  -- expect: "a\q"	Expected value but found invalid escape code at character 3
  -- expect: "\ud83d\ud83d"	Expected value but found invalid unicode escape code at character 2
  -- expect: "abc\"	Expected value but found unexpected end of string at character 7
  -- expect: "\U0041"	Expected value but found invalid escape code at character 2
  -- expect: 'a'	Expected value but found invalid token at character 1
  -- expect: "\u"	Expected value but found invalid unicode escape code at character 2
  -- expect: "\a"	Expected value but found invalid escape code at character 2
  -- expect: "\0"	Expected value but found invalid escape code at character 2
end
