-- a short data string
local v = struct.unpack(">I4", "abc")
-- expect error: user_script:2: bad argument #2 to 'unpack' (data string too short)
