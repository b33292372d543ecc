-- parity J4: encode_invalid_numbers
print(cjson.encode_invalid_numbers()) -- expect: false
print(pcall(cjson.encode, 1 / 0)) -- expect: false	Cannot serialise number: must not be NaN or Inf
print(cjson.encode_invalid_numbers(true)) -- expect: true
print(cjson.encode(1 / 0), cjson.encode(-1 / 0), cjson.encode { 0 / 0 }, cjson.encode(-(0 / 0))) -- expect: inf	-inf	[nan]	nan
print(cjson.encode_invalid_numbers("null")) -- expect: null
print(cjson.encode(1 / 0), cjson.encode(-1 / 0), cjson.encode(0 / 0), cjson.encode { 1, 1 / 0 }) -- expect: null	null	null	[1,null]
print(cjson.encode_invalid_numbers("off")) -- expect: false
print(cjson.encode_invalid_numbers("on")) -- expect: true
print(cjson.encode_invalid_numbers(false)) -- expect: false
print(pcall(cjson.encode_invalid_numbers, "maybe")) -- expect: false	bad argument #1 to '?' (invalid option 'maybe')
print(pcall(cjson.encode_invalid_numbers, 1)) -- expect: false	bad argument #1 to '?' (invalid option '1')
print(pcall(cjson.encode_invalid_numbers, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(cjson.encode_invalid_numbers, true, true)) -- expect: false	bad argument #2 to '?' (found too many arguments)
print(pcall(function() cjson.encode_invalid_numbers("x") end)) -- expect: false	user_script:15: bad argument #1 to 'encode_invalid_numbers' (invalid option 'x')
print(cjson.encode_invalid_numbers()) -- expect: false
