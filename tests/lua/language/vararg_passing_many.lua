-- long argument lists survive passing, tables and unpack
local function count(...) return select("#", ...) end
local t = {}
for i = 1, 3000 do t[i] = i end
print(count(unpack(t)), count(unpack(t, 1, 2000)), count(0, unpack(t))) -- expect: 3000	2000	3001
local function pass(...) return count(...) end
print(pass(unpack(t))) -- expect: 3000
local function last(...) return (select(-1, ...)) end
print(last(unpack(t)), last(unpack(t, 1, 10))) -- expect: 3000	10
local function rebuild(...) local u = { ... } return #u, u[1], u[#u] end
print(rebuild(unpack(t))) -- expect: 3000	1	3000
