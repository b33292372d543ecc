-- a nan key
local t = {}
t[0 / 0] = 1
-- expect error: user_script:3: table index is NaN
