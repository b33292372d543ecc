-- an encoding error
local t = { list = { 1, 2, function() end } }
local s = cjson.encode(t)
-- expect error: user_script:3: Cannot serialise function: type not supported
