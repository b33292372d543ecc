-- parity L12: strings k1..k20 inserted in order
local t = {}
for i = 1, 20 do t["k" .. i] = i end
local r = {}
for k in pairs(t) do r[#r + 1] = k end
print(table.concat(r, ",")) -- expect: k16,k19,k11,k17,k15,k20,k10,k8,k1,k12,k3,k2,k9,k13,k18,k14,k6,k7,k4,k5
