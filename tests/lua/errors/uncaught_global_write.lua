-- parity G5: an uncaught write of a global
local a = 1

counter = a
-- expect error: user_script:4: Attempt to modify a readonly table
