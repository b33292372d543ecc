-- parity F7: an error inside a named chunk
local f = loadstring("local t\nreturn t.x", "@inner.lua")
f()
-- expect error: inner.lua:2: attempt to index local 't' (a nil value)
