-- parity G3: the complete, sorted list of each library
local function list(t)
  local r = {}
  for k in pairs(t) do r[#r + 1] = k end
  table.sort(r)
  return table.concat(r, " ")
end
print(list(string)) -- expect: byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper
print(list(table)) -- expect: concat foreach foreachi getn insert maxn remove setn sort
print(list(math)) -- expect: abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max min mod modf pi pow rad random randomseed sin sinh sqrt tan tanh
print(list(coroutine)) -- expect: create resume running status wrap yield
print(list(bit)) -- expect: arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex
print(list(struct)) -- expect: pack size unpack
print(list(cjson)) -- expect: _NAME _VERSION decode decode_invalid_numbers decode_max_depth encode encode_invalid_numbers encode_keep_buffer encode_max_depth encode_number_precision encode_sparse_array new null
print(list(cmsgpack)) -- expect: _COPYRIGHT _DESCRIPTION _NAME _VERSION pack unpack unpack_limit unpack_one
