-- an empty interval
local v = math.random(10, 5)
-- expect error: user_script:2: bad argument #2 to 'random' (interval is empty)
