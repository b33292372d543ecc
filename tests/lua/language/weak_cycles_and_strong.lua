-- collection frees cycles, not what is reachable; __mode of other text is strong
local t = setmetatable({}, { __mode = "v" })
local function fill() local a, b = {}, {} a.b = b b.a = a t.a = a t.b = b end
fill()
local root = {}
local function fill2() local c = { up = root } root.child = c t.c = c end
fill2()
collectgarbage()
collectgarbage()
print(t.a, t.b, t.c == root.child, t.c.up == root) -- expect: nil	nil	true	true
local s = setmetatable({}, { __mode = "x" })
local function f3() s[1] = {} end
f3()
collectgarbage()
print(type(s[1])) -- expect: table
local u = setmetatable({}, { __mode = 5 })
local function f4() u[1] = {} end
f4()
collectgarbage()
print(type(u[1])) -- expect: table
local co = setmetatable({}, { __mode = "v" })
local function f5() co[1] = coroutine.create(print) end
f5()
collectgarbage()
print(co[1]) -- expect: nil
