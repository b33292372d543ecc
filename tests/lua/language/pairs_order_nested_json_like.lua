-- nested records as decoded data usually look
local function ser(v)
  if type(v) ~= "table" then return tostring(v) end
  local r = {}
  for k, x in pairs(v) do r[#r + 1] = tostring(k) .. ":" .. ser(x) end
  return "{" .. table.concat(r, ",") .. "}"
end
print(ser { id = 7, name = "x", tags = { "a", "b" }, pos = { x = 1, y = 2 }, ok = true }) -- expect: {ok:true,name:x,tags:{1:a,2:b},id:7,pos:{y:2,x:1}}
print(ser { { k = 1 }, { k = 2, v = 3 }, n = { n = { n = 1 } } }) -- expect: {1:{k:1},2:{k:2,v:3},n:{n:{n:1}}}
print(ser(cjson.decode('{"id":7,"name":"x","tags":["a","b"],"pos":{"x":1,"y":2},"ok":true}'))) -- expect: {ok:true,name:x,tags:{1:a,2:b},id:7,pos:{y:2,x:1}}
