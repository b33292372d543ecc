-- a bad argument of bit
local v = bit.band(1, {})
-- expect error: user_script:2: bad argument #2 to 'band' (number expected, got table)
