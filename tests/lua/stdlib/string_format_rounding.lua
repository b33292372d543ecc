-- correctly rounded decimal output, half-way cases go by the exact binary value
local r = {}
for _, v in ipairs { 0.5, 1.5, 2.5, 3.5, 4.5, 5.5, -0.5, -1.5 } do r[#r + 1] = string.format("%.0f", v) end
print(table.concat(r, " ")) -- expect: 0 2 2 4 4 6 -0 -2
r = {}
for _, v in ipairs { 0.125, 0.375, 0.625, 0.875, 1.125, 2.675, 1.005, 8.345, 0.045, 1e-3 } do
  r[#r + 1] = string.format("%.2f", v)
end
print(table.concat(r, " ")) -- expect: 0.12 0.38 0.62 0.88 1.12 2.67 1.00 8.35 0.04 0.00
r = {}
for _, v in ipairs { 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.05 } do
  r[#r + 1] = string.format("%.1f", v)
end
print(table.concat(r, " ")) -- expect: 0.1 0.2 0.3 0.5 0.6 0.7 0.8 0.8 0.9 1.1
r = {}
for _, v in ipairs { 12345, 12355, 12365, 99995, 0.00012345, 1.5e10 } do
  r[#r + 1] = string.format("%.3e", v)
end
print(table.concat(r, " ")) -- expect: 1.234e+04 1.236e+04 1.236e+04 1.000e+05 1.234e-04 1.500e+10
r = {}
for p = 0, 20, 2 do r[#r + 1] = string.format("%." .. p .. "f", 2 / 3) end
print(table.concat(r, " ")) -- expect: 1 0.67 0.6667 0.666667 0.66666667 0.6666666667 0.666666666667 0.66666666666667 0.6666666666666666 0.666666666666666630 0.66666666666666662966
r = {}
for p = 0, 20, 2 do r[#r + 1] = string.format("%." .. p .. "g", 1e21 / 3) end
print(table.concat(r, " ")) -- expect: 3e+20 3.3e+20 3.333e+20 3.33333e+20 3.3333333e+20 3.333333333e+20 3.33333333333e+20 3.3333333333333e+20 3.333333333333333e+20 3.33333333333333311e+20 3.3333333333333331149e+20
