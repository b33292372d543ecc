-- a for loop with a bad bound
local limit
for i = 1, limit do end
-- expect error: user_script:3: 'for' limit must be a number
