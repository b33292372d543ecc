-- parity F6: two levels of wrap
local function inner() error("deep") end
local outer = coroutine.wrap(function()
  coroutine.wrap(inner)()
end)

outer()
-- expect error: user_script:7: user_script:4: user_script:2: deep
