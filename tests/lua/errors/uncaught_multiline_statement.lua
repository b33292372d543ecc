-- the line of an operator in a long expression
local a, b, c = 1, 2
local r = a +
  b +
  c +
  4
-- expect error: user_script:5: attempt to perform arithmetic on local 'c' (a nil value)
