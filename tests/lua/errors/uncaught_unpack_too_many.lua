-- CVE-2025-46817: too many results
local t = {}
local a = unpack(t, 1, 1e7)
-- expect error: user_script:3: too many results to unpack
