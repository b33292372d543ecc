-- an uncaught argument error of a method
local s = "abc"
local t = s:sub(1):rep("x")
-- expect error: user_script:3: bad argument #1 to 'rep' (number expected, got string)
