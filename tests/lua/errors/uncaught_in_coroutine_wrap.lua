-- parity F6: wrap adds the position of its caller
local co = coroutine.wrap(function()
  error("in co")
end)
co()
-- expect error: user_script:5: user_script:3: in co
