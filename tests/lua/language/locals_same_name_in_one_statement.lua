-- manual 2.4.7: the last of two equal names wins
local a, a = 1, 2
print(a) -- expect: 2
local function f(x, x) return x end
print(f(1, 2)) -- expect: 2
for k, k in pairs { "v" } do print(k) end -- expect: v
local b = 1;
local b, c = b + 1, b
print(b, c) -- expect: 2	1
