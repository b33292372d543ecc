-- nan under every conversion (sign as on x86)
local nan = 0 / 0
print(string.format("%f %e %g %G %E %.1f", nan, nan, nan, nan, nan, nan)) -- expect: -nan -nan -nan -NAN -NAN -nan
print(string.format("[%5.1f|%-8g|%08f|%+g|% g]", -nan, -nan, -nan, -nan, -nan)) -- expect: [  nan|nan     |     nan|+nan| nan]
print(string.format("%d %x %u %i", nan, nan, nan, nan)) -- expect: -9223372036854775808 8000000000000000 9223372036854775808 -9223372036854775808
print(string.format("%s %q", nan, tostring(nan))) -- expect: -nan "-nan"
