-- a nil key
local t, key = {}
t[key] = 1
-- expect error: user_script:3: table index is nil
