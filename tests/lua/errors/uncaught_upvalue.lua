-- an upvalue in the message
local handler
local function dispatch(ev)
  return handler(ev)
end
dispatch("start")
-- expect error: user_script:4: attempt to call upvalue 'handler' (a nil value)
