-- an uncaught index error
local t
local v = t.field
-- expect error: user_script:3: attempt to index local 't' (a nil value)
