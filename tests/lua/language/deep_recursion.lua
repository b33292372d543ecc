-- parity L13: thousands of nested Lua calls
local function depth(n) if n == 0 then return 0 end return 1 + depth(n - 1) end
print(depth(1000), depth(10000), depth(16000)) -- expect: 1000	10000	16000
local function build(n) if n == 0 then return nil end return { next = build(n - 1) } end
local n, c = build(5000), 0
while n do c = c + 1 n = n.next end
print(c) -- expect: 5000
local function wide(n, a, b, c, d, e, f, g)
  if n == 0 then return (a or 0) + (g or 0) end
  return wide(n - 1, n, n, n, n, n, n, n) + 0
end
print(wide(8000)) -- expect: 2
