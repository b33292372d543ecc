-- an uncaught comparison error inside sort
local t = { 3, 1, {}, 2 }
table.sort(t)
-- expect error: attempt to compare table with number
