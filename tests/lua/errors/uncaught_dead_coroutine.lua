-- calling a finished wrap
local co = coroutine.wrap(function() return 1 end)
co()
co()
-- expect error: user_script:4: cannot resume dead coroutine
