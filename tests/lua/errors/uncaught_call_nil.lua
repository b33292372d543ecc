-- an uncaught call of a missing method
local obj = setmetatable({}, { __index = { name = "x" } })
local s = obj.name
obj:missing(s)
-- expect error: user_script:4: attempt to call method 'missing' (a nil value)
