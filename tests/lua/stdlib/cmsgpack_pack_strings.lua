-- parity P3: string headers
local function head(s, n)
  return (cmsgpack.pack(s):sub(1, n):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
end
print(head("", 5), head("a", 5), head("a\0b", 5), head(("x"):rep(31), 2), head(("x"):rep(32), 3), head(("x"):rep(255), 3), head(("x"):rep(256), 4), head(("x"):rep(65535), 4), head(("x"):rep(65536), 6)) -- expect: a0	a161	a3610062	bf78	d92078	d9ff78	da010078	daffff78	db0001000078
for _, n in ipairs { 0, 1, 31, 32, 255, 256, 65535, 65536 } do
  local s = ("q"):rep(n)
  print(n, #cmsgpack.pack(s), cmsgpack.unpack(cmsgpack.pack(s)) == s) -- expect: 0	1	true
  -- expect: 1	2	true
  -- expect: 31	32	true
  -- expect: 32	34	true
  -- expect: 255	257	true
  -- expect: 256	259	true
  -- expect: 65535	65538	true
  -- expect: 65536	65541	true
end
