-- an uncaught concatenation error
local parts = { "a", "b" }
local s = parts[1] .. parts[2]
  .. parts[3]
-- expect error: user_script:4: attempt to concatenate field '?' (a nil value)
