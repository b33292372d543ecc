-- parity L14: an uncaught assertion without a message
local ok = 1 == 2
assert(ok)
-- expect error: user_script:3: assertion failed!
