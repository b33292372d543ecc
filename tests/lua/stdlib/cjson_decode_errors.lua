-- parity J9: Expected X but found Y at character N
for _, s in ipairs {
  "", " ", "[", "{", "]", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{1:2}", '{"a"}', '{"a":}', '{"a" 1}',
  '{"a":1,}', '{"a":1 "b":2}', '{a:1}', "tru", "truex", "nul", "True", "[1]x", "1 1", '{"a":1}}', "[1]]", ":",
  ",", "[1}", '{"a":1]', "/* c */ 1", "[1] // c", "\239\187\1911", "undefined", "[nil]", '{"a":tru}',
  '["a" "b"]', '{"a":"b",:}', "{,}", "[:]", "@", "#"
} do
  local _, e = pcall(cjson.decode, s)
  print("(" .. s:gsub("[^ -~]", "?") .. ")", e) -- expect: ()	Expected value but found T_END at character 1
  -- expect: ( )	Expected value but found T_END at character 2
  -- expect: ([)	Expected value but found T_END at character 2
  -- expect: ({)	Expected object key string but found T_END at character 2
  -- expect: (])	Expected value but found T_ARR_END at character 1
  -- expect: (})	Expected value but found T_OBJ_END at character 1
  -- expect: ([1)	Expected comma or array end but found T_END at character 3
  -- expect: ([1,)	Expected value but found T_END at character 4
  -- expect: ([1,])	Expected value but found T_ARR_END at character 4
  -- expect: ([,1])	Expected value but found T_COMMA at character 2
  -- expect: ([1 2])	Expected comma or array end but found T_NUMBER at character 4
  -- expect: ({1:2})	Expected object key string but found T_NUMBER at character 2
  -- expect: ({"a"})	Expected colon but found T_OBJ_END at character 5
  -- expect: ({"a":})	Expected value but found T_OBJ_END at character 6
  -- expect: ({"a" 1})	Expected colon but found T_NUMBER at character 6
  -- expect: ({"a":1,})	Expected object key string but found T_OBJ_END at character 8
  -- expect: ({"a":1 "b":2})	Expected comma or object end but found T_STRING at character 8
  -- expect: ({a:1})	Expected object key string but found invalid token at character 2
  -- expect: (tru)	Expected value but found invalid token at character 1
  -- expect: (truex)	Expected the end but found invalid token at character 5
  -- expect: (nul)	Expected value but found invalid token at character 1
  -- expect: (True)	Expected value but found invalid token at character 1
  -- expect: ([1]x)	Expected the end but found invalid token at character 4
  -- expect: (1 1)	Expected the end but found T_NUMBER at character 3
  -- expect: ({"a":1}})	Expected the end but found T_OBJ_END at character 8
  -- expect: ([1]])	Expected the end but found T_ARR_END at character 4
  -- expect: (:)	Expected value but found T_COLON at character 1
  -- expect: (,)	Expected value but found T_COMMA at character 1
  -- expect: ([1})	Expected comma or array end but found T_OBJ_END at character 3
  -- expect: ({"a":1])	Expected comma or object end but found T_ARR_END at character 7
  -- expect: (/* c */ 1)	Expected value but found invalid token at character 1
  -- expect: ([1] // c)	Expected the end but found invalid token at character 5
  -- expect: (???1)	Expected value but found invalid token at character 1
  -- expect: (undefined)	Expected value but found invalid token at character 1
  -- expect: ([nil])	Expected value but found invalid token at character 2
  -- expect: ({"a":tru})	Expected value but found invalid token at character 6
  -- expect: (["a" "b"])	Expected comma or array end but found T_STRING at character 6
  -- expect: ({"a":"b",:})	Expected object key string but found T_COLON at character 10
  -- expect: ({,})	Expected object key string but found T_COMMA at character 2
  -- expect: ([:])	Expected value but found T_COLON at character 2
  -- expect: (@)	Expected value but found invalid token at character 1
  -- expect: (#)	Expected value but found invalid token at character 1
end
