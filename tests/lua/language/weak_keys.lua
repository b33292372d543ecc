-- manual 2.10.2: weak keys
local t = setmetatable({}, { __mode = "k" })
local k1 = {}
local function fill() t[k1] = "kept" t[{}] = "lost" t.s = {} t[1] = {} t[function() end] = 1 end
fill()
collectgarbage()
collectgarbage()
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t[k1], type(t.s), type(t[1])) -- expect: 3	kept	table	table
k1 = nil
collectgarbage()
n = 0
for _ in pairs(t) do n = n + 1 end
print(n) -- expect: 2
local w = setmetatable({}, { __mode = "kv" })
local function fill2() w[{}] = 1 w.a = {} w.b = "b" end
fill2()
collectgarbage()
print(w.a, w.b) -- expect: nil	b
n = 0
for _ in pairs(w) do n = n + 1 end
print(n) -- expect: 1
