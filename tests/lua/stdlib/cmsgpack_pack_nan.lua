-- parity P3: nan is a double
print((cmsgpack.pack(0 / 0):gsub(".", function(c) return ("%02x"):format(c:byte()) end)), (cmsgpack.pack(-(0 / 0)):gsub(".", function(c) return ("%02x"):format(c:byte()) end))) -- expect: cbfff8000000000000	cb7ff8000000000000
local v = cmsgpack.unpack(cmsgpack.pack(0 / 0))
print(v ~= v, type(v)) -- expect: true	number
