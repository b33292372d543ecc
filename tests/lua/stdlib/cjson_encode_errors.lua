-- parity J7: types, depth and arguments
print(pcall(cjson.encode)) -- expect: false	bad argument #1 to '?' (expected 1 argument)
print(pcall(cjson.encode, 1, 2)) -- expect: false	bad argument #1 to '?' (expected 1 argument)
print(pcall(cjson.encode, print)) -- expect: false	Cannot serialise function: type not supported
print(pcall(cjson.encode, coroutine.create(print))) -- expect: false	Cannot serialise thread: type not supported
print(pcall(cjson.encode, { f = print })) -- expect: false	Cannot serialise function: type not supported
print(pcall(cjson.encode, { { coroutine.create(print) } })) -- expect: false	Cannot serialise thread: type not supported
print(pcall(function() cjson.encode() end)) -- expect: false	user_script:8: bad argument #1 to 'encode' (expected 1 argument)
print(pcall(function() cjson.encode(print) end)) -- expect: false	user_script:9: Cannot serialise function: type not supported
print(pcall(function() cjson.encode({ 1, { 0 / 0 } }) end)) -- expect: false	user_script:10: Cannot serialise number: must not be NaN or Inf
print(pcall(function() cjson.encode({ [true] = 1 }) end)) -- expect: false	user_script:11: Cannot serialise boolean: table key must be a number or string
local t = {}
t.t = t
print(pcall(cjson.encode, t)) -- expect: false	Cannot serialise, excessive nesting (1001)
local a = {}
a[1] = a
print(pcall(cjson.encode, a)) -- expect: false	Cannot serialise, excessive nesting (1001)
print(pcall(function() cjson.encode(a) end)) -- expect: false	user_script:18: Cannot serialise, excessive nesting (1001)
