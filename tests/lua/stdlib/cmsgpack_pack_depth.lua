-- parity P4: tables nested sixteen deep and more become nil
local function nest(n) local t = { "leaf" } for i = 2, n do t = { t } end return t end
local function depth(t) local n = 0 while type(t) == "table" do t = t[1] n = n + 1 end return n, t end
for _, n in ipairs { 1, 14, 15, 16, 17, 18, 30 } do
  print(n, #cmsgpack.pack(nest(n)), depth(cmsgpack.unpack(cmsgpack.pack(nest(n))))) -- expect: 1	6	1	leaf
  -- expect: 14	19	14	leaf
  -- expect: 15	20	15	leaf
  -- expect: 16	21	16	leaf
  -- expect: 17	17	16	nil
  -- expect: 18	17	16	nil
  -- expect: 30	17	16	nil
end
local t = {}
t[1] = t
print((cmsgpack.pack(t):gsub(".", function(c) return ("%02x"):format(c:byte()) end))) -- expect: 91919191919191919191919191919191c0
t = {}
t.x = t
print(#cmsgpack.pack(t)) -- expect: 49
