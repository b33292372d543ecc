-- many conversions and extra arguments
print(string.format("%d %s %5.2f %x %q %c %i %u %o %e %g %%", 1, "two", 3.14159, 255, "q", 65, 7, 8, 9, 10, 11)) -- expect: 1 two  3.14 ff "q" A 7 8 11 1.000000e+01 11 %
print(string.format(("%d "):rep(20) .. "|", unpack({ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 }))) -- expect: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 |
print(#string.format(("%s"):rep(100), unpack((function() local t = {} for i = 1, 100 do t[i] = ("x"):rep(i) end return t end)()))) -- expect: 5050
print(pcall(string.format, ("%s"):rep(3), 1, 2)) -- expect: false	bad argument #4 to '?' (no value)
print(string.format("%s", 1, 2, 3)) -- expect: 1
print(string.format("[%3d|%-3d|%03d]", 5, 5, 5)) -- expect: [  5|5  |005]
print(string.format("%.3s|%5.1s|%-5s|", "abcdef", "xyz", "ab")) -- expect: abc|    x|ab   |
print(string.format("[%5s%%]", 50)) -- expect: [   50%]
print(("%s %s"):format(true and "yes" or "no", nil == nil and 1)) -- expect: yes 1
