-- a bad conversion
local s = string.format("%d items", "many")
-- expect error: user_script:2: bad argument #2 to 'format' (number expected, got string)
