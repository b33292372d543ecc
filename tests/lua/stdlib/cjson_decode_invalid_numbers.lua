-- parity J3, J8: decode_invalid_numbers
print(cjson.decode_invalid_numbers()) -- expect: true
print(cjson.decode_invalid_numbers(false)) -- expect: false
for _, s in ipairs { "nan", "inf", "-inf", "Infinity", "0x10", "1e999", "01", "-0", "0.5", "+1", "[NaN]" } do
  local ok, v = pcall(cjson.decode, s)
  print(s, ok, v) -- expect: nan	false	Expected value but found invalid token at character 1
  -- expect: inf	false	Expected value but found invalid token at character 1
  -- expect: -inf	false	Expected value but found invalid number at character 1
  -- expect: Infinity	false	Expected value but found invalid token at character 1
  -- expect: 0x10	false	Expected value but found invalid number at character 1
  -- expect: 1e999	true	inf
  -- expect: 01	false	Expected value but found invalid number at character 1
  -- expect: -0	true	-0
  -- expect: 0.5	true	0.5
  -- expect: +1	false	Expected value but found invalid token at character 1
  -- expect: [NaN]	false	Expected value but found invalid token at character 2
end
print(cjson.decode_invalid_numbers(true)) -- expect: true
print(cjson.decode("0x10"), cjson.decode_invalid_numbers("on")) -- expect: 16	true
print(pcall(cjson.decode_invalid_numbers, "null")) -- expect: false	bad argument #1 to '?' (invalid option 'null')
print(pcall(cjson.decode_invalid_numbers, "bad")) -- expect: false	bad argument #1 to '?' (invalid option 'bad')
print(pcall(cjson.decode_invalid_numbers, true, 1)) -- expect: false	bad argument #2 to '?' (found too many arguments)
print(cjson.decode_invalid_numbers()) -- expect: true
