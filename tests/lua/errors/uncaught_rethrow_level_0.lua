-- raising a caught message at level 0 keeps it
local ok, e = pcall(function() error("first") end)
error(e, 0)
-- expect error: user_script:2: first
