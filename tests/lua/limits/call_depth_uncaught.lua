-- parity L13: the text of an uncaught stack overflow
local function f() return 1 + f() end
f()
-- expect error: user_script:2: stack overflow
