-- an uncaught index error in a nested field
local config = { server = {} }
local function port() return config.server.listen.port end
local n = 1 + port()
-- expect error: user_script:3: attempt to index field 'listen' (a nil value)
