-- parity F3: the position of the error call is put before a string
local function check(v)
  if not v then
    error("boom")
  end
end
check(true)
check(false)
-- expect error: user_script:4: boom
