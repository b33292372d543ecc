-- 5.1 copies only locals, so an assigned upvalue is written in right-to-left order
local t = { n = "first" }
local orig = t
local function f()
  t, t.n = { n = "second" }, "written"
end
f()
print(t.n, orig.n) -- expect: second	written
local s = { 1, 2 }
local o = s
local function g() s[1], s = "x", { 9 } end
g()
print(s[1], o[1]) -- expect: 9	x
