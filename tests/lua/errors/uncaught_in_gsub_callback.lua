-- an error inside a gsub callback
local s = ("a b c"):gsub("%a", function(c)
  if c == "c" then error("third") end
  return c
end)
-- expect error: user_script:3: third
