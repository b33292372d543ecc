-- constructors beyond one batch and beyond 512 items
for _, n in ipairs { 49, 50, 51, 99, 100, 101, 511, 512, 513, 1000 } do
  local s = {}
  for i = 1, n do s[i] = tostring(i) end
  local t = loadstring("return {" .. table.concat(s, ",") .. "}")()
  local sum = 0 for i, v in ipairs(t) do sum = sum + v end
  print(n, #t, t[1], t[n], sum == n * (n + 1) / 2) -- expect: 49	49	1	49	true
  -- expect: 50	50	1	50	true
  -- expect: 51	51	1	51	true
  -- expect: 99	99	1	99	true
  -- expect: 100	100	1	100	true
  -- expect: 101	101	1	101	true
  -- expect: 511	511	1	511	true
  -- expect: 512	512	1	512	true
  -- expect: 513	513	1	513	true
  -- expect: 1000	1000	1	1000	true
end
