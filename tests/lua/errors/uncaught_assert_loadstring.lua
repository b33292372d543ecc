-- a compile error passed on by assert
local f = assert(loadstring("return 1 +", "=expr"))
-- expect error: user_script:2: expr:1: unexpected symbol near '<eof>'
