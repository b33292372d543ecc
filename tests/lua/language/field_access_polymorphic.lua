-- one access site, many table shapes
local function get(t) return t.x end
local shapes = {
  { x = 1 }, { y = 0, x = 2 }, { a = 1, b = 2, c = 3, x = 3 }, {}, setmetatable({}, { __index = { x = 5 } }),
  setmetatable({}, { __index = function(_, k) return k .. "!" end }), { 1, 2, x = 7 }, { x = false }
}
local r = {}
for round = 1, 2 do for i, t in ipairs(shapes) do r[#r + 1] = tostring(get(t)) end end
print(table.concat(r, " ")) -- expect: 1 2 3 nil 5 x! 7 false 1 2 3 nil 5 x! 7 false
local function set(t, v) t.x = v return rawget(t, "x") end
for i, t in ipairs(shapes) do r[i] = tostring(set(t, i * 10)) end
print(table.concat(r, " ", 1, 8)) -- expect: 10 20 30 40 50 60 70 80
local t = { x = "first" }
print(get(t)) -- expect: first
t.x = nil
print(get(t)) -- expect: nil
t.y, t.z, t.w = 1, 2, 3
print(get(t)) -- expect: nil
t.x = "again"
print(get(t)) -- expect: again
for i = 1, 40 do t["k" .. i] = i end
print(get(t), t.k40) -- expect: again	40
for i = 1, 40 do t["k" .. i] = nil end
t.new = 1
print(get(t), t.new) -- expect: again	1
print(pcall(get, nil)) -- expect: false	user_script:2: attempt to index local 't' (a nil value)
print(pcall(get, 5)) -- expect: false	user_script:2: attempt to index local 't' (a number value)
print(get("str")) -- expect: nil
print(get(shapes[2])) -- expect: 20
