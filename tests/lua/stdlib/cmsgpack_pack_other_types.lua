-- parity P3: nil, booleans, functions, threads, userdata, several values
local function hex(...)
  return (cmsgpack.pack(...):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(hex(nil), hex(true), hex(false), hex(print), hex(coroutine.create(print)), hex(cjson.null), hex(1, nil, "a"), hex(nil, nil), hex({}, {})) -- expect: c0	c3	c2	c0	c0	c0	01c0a161	c0c0	9090
print(pcall(cmsgpack.pack)) -- expect: false	bad argument #0 to '?' (MessagePack pack needs input.)
print(pcall(function() cmsgpack.pack() end)) -- expect: false	user_script:7: bad argument #0 to 'pack' (MessagePack pack needs input.)
