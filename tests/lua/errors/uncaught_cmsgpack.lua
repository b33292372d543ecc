-- a truncated message
local v = cmsgpack.unpack("\147\1\2")
-- expect error: user_script:2: Missing bytes in input.
