-- negative zero prints its sign and equals zero
local z = 0
local mz = -z
print(mz, 0 * -1, -z == z, 1 / mz) -- expect: -0	0	true	-inf
print(mz + 0, mz - 0, mz * 1, mz + mz, z - z, z * mz) -- expect: 0	-0	-0	-0	0	-0
print(math.abs(mz), mz ^ 1, mz ^ 2, math.floor(mz), math.ceil(-0.5), tostring(mz) .. "|") -- expect: 0	-0	0	-0	-0	-0|
print(string.format("%d %g %.1f %5.1f", mz, mz, mz, mz)) -- expect: 0 -0 -0.0  -0.0
local t = {}
t[mz] = "zero"
print(t[z], next(t)) -- expect: zero	-0	zero
