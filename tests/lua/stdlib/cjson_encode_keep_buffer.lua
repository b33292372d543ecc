-- parity J3: encode_keep_buffer
print(cjson.encode_keep_buffer()) -- expect: true
print(cjson.encode_keep_buffer(false)) -- expect: false
print(cjson.encode { 1, 2 }, #cjson.encode(("x"):rep(5000)), cjson.encode { 3 }) -- expect: [1,2]	5002	[3]
print(cjson.encode_keep_buffer(true)) -- expect: true
print(cjson.encode { 4 }) -- expect: [4]
print(pcall(cjson.encode_keep_buffer, "maybe")) -- expect: false	bad argument #1 to '?' (invalid option 'maybe')
print(pcall(cjson.encode_keep_buffer, 1)) -- expect: false	bad argument #1 to '?' (invalid option '1')
print(pcall(cjson.encode_keep_buffer, true, 1)) -- expect: false	bad argument #2 to '?' (found too many arguments)
print(cjson.encode_keep_buffer("off")) -- expect: false
print(cjson.encode_keep_buffer("on")) -- expect: true
print(cjson.encode_keep_buffer()) -- expect: true
print(cjson.encode { 1 }, pcall(cjson.encode, { 1, print }), cjson.encode { 2 }) -- expect: [1]	false	[2]
