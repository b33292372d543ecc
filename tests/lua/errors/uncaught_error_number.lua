-- parity F3: numbers get a position too
local t = {}
t.x = 1
error(12)
-- expect error: user_script:4: 12
