-- limit, CVE-2021-43519: nested coroutines
local n = 0
local function f() n = n + 1 coroutine.wrap(f)() end
local ok, e = pcall(f)
print(ok, n) -- expect: false	199
print((e:gsub("user_script:%d+: ", ""))) -- expect: C stack overflow
n = 0
local function g()
  n = n + 1
  local ok2, e2 = coroutine.resume(coroutine.create(g))
  if not ok2 then return e2 end
  return e2
end
print(g()) -- expect: C stack overflow
print(n) -- expect: 200
