-- parity G1: every name of the global table that belongs to the language
local names = {}
for _, n in ipairs { "_G", "_VERSION", "assert", "bit", "cjson", "cmsgpack", "collectgarbage", "coroutine", "error", "gcinfo", "getmetatable", "ipairs", "load", "loadstring", "math", "next", "pairs", "pcall", "rawequal", "rawget", "rawset", "select", "setmetatable", "string", "struct", "table", "tonumber", "tostring", "type", "unpack", "xpcall" } do
  names[#names + 1] = n .. ":" .. type(_G[n])
end
print(table.concat(names, " ", 1, 11)) -- expect: _G:table _VERSION:string assert:function bit:table cjson:table cmsgpack:table collectgarbage:function coroutine:table error:function gcinfo:function getmetatable:function
print(table.concat(names, " ", 12, 22)) -- expect: ipairs:function load:function loadstring:function math:table next:function pairs:function pcall:function rawequal:function rawget:function rawset:function select:function
print(table.concat(names, " ", 23)) -- expect: setmetatable:function string:table struct:table table:table tonumber:function tostring:function type:function unpack:function xpcall:function
print(_VERSION, _G._G == _G, rawequal(_G, getmetatable(_G)), type(getmetatable(_G).__index), getmetatable(_G).__newindex) -- expect: Lua 5.1	true	false	function	nil
