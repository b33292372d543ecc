-- %.17g survives tonumber
local bad = 0
for i = 1, 200 do
  local x = (i * 0.1) ^ (i % 17 - 8) * (i % 2 == 0 and 1 or -1)
  if tonumber(string.format("%.17g", x)) ~= x then bad = bad + 1 end
end
print(bad) -- expect: 0
for _, x in ipairs {
  5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, 9007199254740993,
  0.30000000000000004, 1e23, 8.5e-45, 123456789012345680
} do
  local s = string.format("%.17g", x)
  print(s, tonumber(s) == x) -- expect: 4.9406564584124654e-324	true
  -- expect: 2.2250738585072014e-308	true
  -- expect: 2.2250738585072009e-308	true
  -- expect: 1.7976931348623157e+308	true
  -- expect: 9007199254740992	true
  -- expect: 0.30000000000000004	true
  -- expect: 9.9999999999999992e+22	true
  -- expect: 8.5000000000000004e-45	true
  -- expect: 1.2345678901234568e+17	true
end
