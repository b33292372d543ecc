-- parity F4: level 2 names the line of the caller
local function check(n)
  error("bad value " .. n, 2)
end

check(7)
-- expect error: user_script:6: bad value 7
