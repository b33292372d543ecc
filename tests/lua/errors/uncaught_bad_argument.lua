-- an uncaught argument error of a library function
local function trim(s)
  return (string.gsub(s, "^%s+", ""))
end
trim("  ok")
trim(nil)
-- expect error: user_script:3: bad argument #1 to 'gsub' (string expected, got nil)
