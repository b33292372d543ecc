-- CVE-2021-43519: unlimited nesting of C calls
local function f() return (string.gsub("x", "x", f)) end
f()
-- expect error: C stack overflow
