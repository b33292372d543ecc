-- yields in the middle of expressions, arguments, constructors, loops
local y = coroutine.yield
local w = coroutine.wrap(function()
  local t = { y(1), y(2), k = y(3) }
  local s = y(4) .. y(5) .. "!"
  local n = y(6) + y(7) * 2
  for i = y(8), y(9) do y("loop" .. i) end
  if y(10) then while y(11) do end end
  return t[1], t[2], t.k, s, n, (y(12))
end)
local out = { w() }
for _, v in ipairs { "a", "b", "c", "d", "e", 10, 20, 1, 2, "l1", "l2", true, true } do
  out[#out + 1] = w(v)
end
print(unpack(out)) -- expect: 1	2	3	4	5	6	7	8	9	loop1	loop2	10	11	11
print(w(false)) -- expect: 12
print(w("last")) -- expect: a	b	c	de!	50	last
