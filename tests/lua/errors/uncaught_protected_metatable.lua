-- a protected metatable
local t = setmetatable({}, { __metatable = "locked" })
setmetatable(t, {})
-- expect error: user_script:3: cannot change a protected metatable
