-- parity L14: an uncaught assertion with a message
local n = tonumber("12x")
assert(n, "not a number")
-- expect error: user_script:3: not a number
