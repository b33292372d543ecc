-- a generic loop counts as a call through native code, whatever its iterator is
local function nest(n, inner)
  if n == 0 then return inner() end
  local _, result = pcall(nest, n - 1, inner)
  return result
end
local function plain() return "plain" end
local function with_pairs() for k in pairs({1}) do return "pairs " .. k end end
local function with_ipairs() for k in ipairs({1}) do return "ipairs " .. k end end
local function with_next() for k in next, {1} do return "next " .. k end end
local function deepest(inner)
  local n = 190
  while nest(n + 1, inner) == inner() do n = n + 1 end
  return n, nest(n + 1, inner)
end
local limit = deepest(plain)
local function compare(inner)
  local n, failure = deepest(inner)
  print(n - limit, (failure:gsub("^%S+: ", "")))
end
compare(plain) -- expect: 0	C stack overflow
compare(with_pairs) -- expect: -1	C stack overflow
compare(with_ipairs) -- expect: -1	C stack overflow
compare(with_next) -- expect: -1	C stack overflow
