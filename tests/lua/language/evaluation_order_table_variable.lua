-- the table of an assignment is read first, a local table is read at the store
local t = { id = "old" }
local old = t
local function swap() t = { id = "new" } return "value" end
t.x = swap()
print(t.x, old.x, t.id) -- expect: value	nil	new
local h = { t = { id = "h old" } }
local hold = h.t
h.t.x = (function() h.t = { id = "h new" } return "hv" end)()
print(h.t.x, hold.x) -- expect: nil	hv
local up = { id = "u" }
local uold = up
local function f() up.x = (function() up = { id = "u2" } return "uv" end)() end
f()
print(up.x, uold.x) -- expect: nil	uv
