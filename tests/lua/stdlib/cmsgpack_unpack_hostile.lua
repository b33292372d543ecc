-- CVE-2018-11218: lengths are not trusted; odd keys; arguments
print(pcall(cmsgpack.unpack, "\219\255\255\255\255Z")) -- expect: false	Missing bytes in input.
print(pcall(cmsgpack.unpack, "\221\255\255\255\255")) -- expect: false	Missing bytes in input.
print(pcall(cmsgpack.unpack, "\223\255\255\255\255")) -- expect: false	Missing bytes in input.
print(pcall(cmsgpack.unpack, "\220\255\255\1")) -- expect: false	Missing bytes in input.
print(pcall(cmsgpack.unpack, "\129\192\1")) -- expect: false	table index is nil
print(pcall(cmsgpack.unpack, "\129\203\255\248\0\0\0\0\0\0\1")) -- expect: false	table index is NaN
print(pcall(function() cmsgpack.unpack("\129\192\1") end)) -- expect: false	table index is nil
print(pcall(cmsgpack.unpack)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(cmsgpack.unpack, nil)) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(cmsgpack.unpack, {})) -- expect: false	bad argument #1 to '?' (string expected, got table)
print(pcall(cmsgpack.unpack, true)) -- expect: false	bad argument #1 to '?' (string expected, got boolean)
print(cmsgpack.unpack(5)) -- expect: 53
print(cmsgpack.unpack("\5", 1, 2)) -- expect: 5
print(pcall(function() cmsgpack.unpack() end)) -- expect: false	user_script:15: bad argument #1 to 'unpack' (string expected, got no value)
print(pcall(function() cmsgpack.unpack("\193") end)) -- expect: false	user_script:16: Bad data format in input.
print(pcall(function() cmsgpack.unpack("\204") end)) -- expect: false	user_script:17: Missing bytes in input.
