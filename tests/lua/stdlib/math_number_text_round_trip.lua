-- tostring and tonumber of many magnitudes
local bad = 0
for e = -300, 300, 7 do
  for _, m in ipairs { 1, 1.5, 9.25, -3.125 } do
    local n = m * 10 ^ e
    if tonumber(string.format("%.17g", n)) ~= n then bad = bad + 1 end
    if tonumber(tostring(n)) ~= tonumber(string.format("%.14g", n)) then bad = bad + 1 end
  end
end
print(bad) -- expect: 0
local r = {}
for e = -5, 20, 5 do r[#r + 1] = tostring(1.23456789 * 10 ^ e) end
print(table.concat(r, " ")) -- expect: 1.23456789e-05 1.23456789 123456.789 12345678900 1.23456789e+15 1.23456789e+20
r = {}
for e = 10, 17 do r[#r + 1] = tostring(10 ^ e + 1) end
print(table.concat(r, " ")) -- expect: 10000000001 100000000001 1000000000001 10000000000001 1e+14 1e+15 1e+16 1e+17
r = {}
for i = 1, 16 do r[i] = tostring(tonumber(("123456789123456789"):sub(1, i))) end
print(table.concat(r, " ", 9)) -- expect: 123456789 1234567891 12345678912 123456789123 1234567891234 12345678912345 1.2345678912346e+14 1.2345678912346e+15
print(1e21 + 1, 123456789e5, 0.00001234, 12345.678e-10, 1e5, 1e4 + 0.1, 99999.99999, 999999.999999999) -- expect: 1e+21	12345678900000	1.234e-05	1.2345678e-06	100000	10000.1	99999.99999	1000000
