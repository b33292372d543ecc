-- values survive pack and unpack
local function same(a, b)
  if type(a) ~= type(b) then return false end
  if type(a) ~= "table" then return a == b end
  for k, v in pairs(a) do if not same(v, b[k]) then return false end end
  for k in pairs(b) do if a[k] == nil then return false end end
  return true
end
for i, v in ipairs {
  0, -1, 1.5, 1e300, "str", "", "\0\255", true, false, { 1, 2, 3 }, { a = 1, b = { c = { 1, 2 } } },
  { { {} } }, { [1] = 1, x = 2, [2.5] = "f" }, { [true] = 1, [-7] = 2 }
} do
  print(i, same(v, (cmsgpack.unpack(cmsgpack.pack(v))))) -- expect: 1	true
  -- expect: 2	true
  -- expect: 3	true
  -- expect: 4	true
  -- expect: 5	true
  -- expect: 6	true
  -- expect: 7	true
  -- expect: 8	true
  -- expect: 9	true
  -- expect: 10	true
  -- expect: 11	true
  -- expect: 12	true
  -- expect: 13	true
  -- expect: 14	true
end
local bad = 0
for i = -70000, 70000, 37 do
  if cmsgpack.unpack(cmsgpack.pack(i)) ~= i or cmsgpack.unpack(cmsgpack.pack(i / 8)) ~= i / 8 then
    bad = bad + 1
  end
end
print(bad) -- expect: 0
