-- limit: nesting and argument counts of cmsgpack
print(type(cmsgpack.unpack(("\145"):rep(3000) .. "\1"))) -- expect: table
print(pcall(cmsgpack.unpack, ("\145"):rep(10000) .. "\1")) -- expect: false	stack overflow (in function mp_decode_to_lua_array)
print(pcall(cmsgpack.unpack, ("\129\1"):rep(10000) .. "\1")) -- expect: false	stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)
local t = {}
for i = 1, 4000 do t[i] = 1 end
print(#cmsgpack.pack(unpack(t))) -- expect: 4000
t[4001] = 1
print(pcall(cmsgpack.pack, unpack(t))) -- expect: false	bad argument #0 to '?' (Too many arguments for MessagePack pack.)
print(pcall(cmsgpack.unpack, ("\1"):rep(100000))) -- expect: false	stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)
print(select("#", cmsgpack.unpack(("\1"):rep(5000)))) -- expect: 5000
print(pcall(function() cmsgpack.unpack(("\1"):rep(20000)) end)) -- expect: false	user_script:12: stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)
