-- a malformed pattern
local a = ("x"):match("[a-")
-- expect error: user_script:2: malformed pattern (missing ']')
