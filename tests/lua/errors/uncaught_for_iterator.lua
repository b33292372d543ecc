-- a for loop over a table instead of pairs(table)
local t = { 1, 2, 3 }
for k, v in t do end
-- expect error: user_script:3: attempt to call a table value
