-- manual 2.4.5: numeric for
local function run(a, b, c)
  local t = {}
  if c then for i = a, b, c do t[#t + 1] = i end else for i = a, b do t[#t + 1] = i end end
  return "[" .. table.concat(t, " ") .. "]"
end
print(run(1, 5), run(3, 1), run(5, 1, -1), run(1, 10, 3), run(10, 1, -4)) -- expect: [1 2 3 4 5]	[]	[5 4 3 2 1]	[1 4 7 10]	[10 6 2]
print(run(0, 1, 0.25), run(1, 0, -0.5), run(-2, 2), run(1, 1), run(2, 2, -1)) -- expect: [0 0.25 0.5 0.75 1]	[1 0.5 0]	[-2 -1 0 1 2]	[1]	[2]
print(run(1, 1.5), run(1.5, 4), run(1, 3.999), run(0.1, 0.35, 0.1)) -- expect: [1]	[1.5 2.5 3.5]	[1 2 3]	[0.1 0.2 0.3]
print(run(1, 3, 5), run(3, 1, -5), run(-0, 0), run(1, -1 / 0), run(2 ^ 53 - 1, 2 ^ 53, 2)) -- expect: [1]	[3]	[0]	[]	[9.007199254741e+15 9.007199254741e+15]
