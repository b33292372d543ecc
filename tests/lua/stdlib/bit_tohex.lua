-- parity B2: hex digits, negative counts in upper case
print(bit.tohex(0), bit.tohex(255), bit.tohex(-1), bit.tohex(0xdeadbeef), bit.tohex(2 ^ 31), bit.tohex(1.5), bit.tohex("255")) -- expect: 00000000	000000ff	ffffffff	deadbeef	80000000	00000002	000000ff
for _, n in ipairs { 1, 2, 4, 7, 8, 9, 100, -1, -2, -4, -8, -9, -100, 2 ^ 31 - 1, 1.5, "3" } do
  print(n, bit.tohex(0x1234abcd, n)) -- expect: 1	d
  -- expect: 2	cd
  -- expect: 4	abcd
  -- expect: 7	234abcd
  -- expect: 8	1234abcd
  -- expect: 9	1234abcd
  -- expect: 100	1234abcd
  -- expect: -1	D
  -- expect: -2	CD
  -- expect: -4	ABCD
  -- expect: -8	1234ABCD
  -- expect: -9	1234ABCD
  -- expect: -100	1234ABCD
  -- expect: 2147483647	1234abcd
  -- expect: 1.5	cd
  -- expect: 3	bcd
end
print(#bit.tohex(5, 0), #bit.tohex(255, 0 / 0), #bit.tohex(255, 2 ^ 32), bit.tohex(255, 2 ^ 32 + 2)) -- expect: 0	0	0	ff
print(bit.tohex(65535, -2147483648), bit.tohex(255, -2147483647), bit.tohex(255, 2 ^ 31)) -- expect: 0000FFFF	000000FF	000000FF
print(pcall(bit.tohex)) -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(bit.tohex, "x")) -- expect: false	bad argument #1 to '?' (number expected, got string)
print(pcall(bit.tohex, 1, "x")) -- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(bit.tohex, 255, nil)) -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(bit.tohex, 1, {})) -- expect: false	bad argument #2 to '?' (number expected, got table)
print(pcall(bit.tohex, nil)) -- expect: false	bad argument #1 to '?' (number expected, got nil)
print(pcall(function() bit.tohex(1, nil) end)) -- expect: false	user_script:29: bad argument #2 to 'tohex' (number expected, got nil)
