-- parity F13: raising a caught message adds a second position
local ok, e = pcall(function() error("first") end)
error(e)
-- expect error: user_script:3: user_script:2: first
