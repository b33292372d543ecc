-- an error inside __index
local t = setmetatable({}, {
  __index = function(_, k)
    error("no such key: " .. tostring(k), 2)
  end,
})
local v = t.missing
-- expect error: user_script:7: no such key: missing
