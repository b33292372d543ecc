-- parity F3: no error value
local f = error
f()
-- expect error: nil
