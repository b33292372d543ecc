-- parity G5: a write to a library table
local s = string
s.trim = function() end
-- expect error: user_script:3: Attempt to modify a readonly table
