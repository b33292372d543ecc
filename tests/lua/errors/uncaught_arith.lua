-- an uncaught arithmetic error in a loop
local sum = 0
for i, v in ipairs { 1, 2, "x", 4 } do
  sum = sum + v
end
-- expect error: user_script:4: attempt to perform arithmetic on local 'v' (a string value)
