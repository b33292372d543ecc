-- parity B2: counts are masked to five bits
print(bit.lshift(1, 0), bit.lshift(1, 1), bit.lshift(1, 31), bit.lshift(1, 32), bit.lshift(1, 33), bit.lshift(1, -1), bit.lshift(0xff, 24), bit.lshift(-1, 4), bit.lshift(3, 1.5), bit.lshift(3, "2")) -- expect: 1	2	-2147483648	1	2	-2147483648	-16777216	-16	12	12
print(bit.rshift(-1, 0), bit.rshift(-1, 1), bit.rshift(-1, 28), bit.rshift(-1, 31), bit.rshift(-1, 32), bit.rshift(256, 8), bit.rshift(0x80000000, 31), bit.rshift(1, -1), bit.rshift(2 ^ 32 + 16, 4)) -- expect: -1	2147483647	15	1	-1	1	1	0	1
print(bit.arshift(-256, 8), bit.arshift(256, 8), bit.arshift(-1, 31), bit.arshift(0x80000000, 31), bit.arshift(0x80000000, 1), bit.arshift(-1, 33), bit.arshift(0x7fffffff, 30), bit.arshift(-5, 1), bit.arshift(1, -1)) -- expect: -1	1	-1	-1	-1073741824	-1	1	-3	0
for _, f in ipairs { "lshift", "rshift", "arshift", "rol", "ror" } do
  print(f, pcall(bit[f])) -- expect: lshift	false	bad argument #1 to '?' (number expected, got no value)
  print(pcall(bit[f], 1)) -- expect: false	bad argument #2 to '?' (number expected, got no value)
  print(pcall(bit[f], 1, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
  print(pcall(bit[f], nil, 1)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
  print(pcall(bit[f], 1, {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
  -- expect: rshift	false	bad argument #1 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got string)
  -- expect: false	bad argument #1 to '?' (number expected, got nil)
  -- expect: false	bad argument #2 to '?' (number expected, got table)
  -- expect: arshift	false	bad argument #1 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got string)
  -- expect: false	bad argument #1 to '?' (number expected, got nil)
  -- expect: false	bad argument #2 to '?' (number expected, got table)
  -- expect: rol	false	bad argument #1 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got string)
  -- expect: false	bad argument #1 to '?' (number expected, got nil)
  -- expect: false	bad argument #2 to '?' (number expected, got table)
  -- expect: ror	false	bad argument #1 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got no value)
  -- expect: false	bad argument #2 to '?' (number expected, got string)
  -- expect: false	bad argument #1 to '?' (number expected, got nil)
  -- expect: false	bad argument #2 to '?' (number expected, got table)
end
print(pcall(function() bit.lshift(1) end)) -- expect: false	user_script:32: bad argument #2 to 'lshift' (number expected, got no value)
print(bit.lshift(1, 0 / 0), bit.lshift(1, 1 / 0), bit.rshift(8, 2 ^ 32 + 1), bit.lshift(1, 1, 5)) -- expect: 1	1	4	2
