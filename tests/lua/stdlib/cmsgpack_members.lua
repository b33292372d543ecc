-- parity P1: members of cmsgpack
local r = {}
for k, v in pairs(cmsgpack) do r[#r + 1] = k .. ":" .. type(v) end
table.sort(r)
print(table.concat(r, " ")) -- expect: _COPYRIGHT:string _DESCRIPTION:string _NAME:string _VERSION:string pack:function unpack:function unpack_limit:function unpack_one:function
print(cmsgpack._NAME, cmsgpack._VERSION) -- expect: cmsgpack	lua-cmsgpack 0.4.0
print(cmsgpack._COPYRIGHT) -- expect: Copyright (C) 2012, Salvatore Sanfilippo
print(cmsgpack._DESCRIPTION) -- expect: MessagePack C implementation for Lua
print(cmsgpack.safe, cmsgpack.null) -- expect: nil	nil
