-- error called through another function keeps counting levels
local raise = function(msg, lvl) return error(msg, lvl) end
local function a() raise("via helper", 2) end
a()
-- expect error: user_script:3: via helper
