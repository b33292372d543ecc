-- a failing handler of xpcall, raised again
local ok, e = xpcall(function() error("a") end, function() error("b") end)
error(e)
-- expect error: user_script:3: error in error handling
