-- a decoding error
local doc = cjson.decode('{"a": [1, 2,, 3]}')
-- expect error: user_script:2: Expected value but found T_COMMA at character 13
