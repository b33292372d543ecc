-- limit: nested pcall
local function nest(n)
  if n == 0 then return "bottom" end
  local ok, v = pcall(nest, n - 1)
  if not ok then return v end
  return v
end
print(nest(100)) -- expect: bottom
print(nest(190)) -- expect: bottom
print(nest(250)) -- expect: C stack overflow
local n = 0
local function deep() n = n + 1 local ok, e = pcall(deep) if not ok then return e end return e end
print(deep()) -- expect: C stack overflow
print(n) -- expect: 199
