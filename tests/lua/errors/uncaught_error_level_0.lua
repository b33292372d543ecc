-- parity F4: level 0 adds no position
local x = 1
error("no position", 0)
-- expect error: no position
