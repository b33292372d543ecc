-- earlier caught errors leave no trace
for i = 1, 3 do pcall(error, "caught " .. i) end
local ok = pcall(function() local x; return x.y end)
error("the last one")
-- expect error: user_script:4: the last one
