-- a table that is its own __index
local t = {}
setmetatable(t, { __index = t })
local v = t.x
-- expect error: user_script:4: loop in gettable
