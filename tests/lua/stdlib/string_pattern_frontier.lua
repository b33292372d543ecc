-- parity L8: %f
print(("THE (quick) fox"):find("%f[%a]%a+%f[%A]")) -- expect: 1	3
print(("THE (quick) fox"):gsub("%f[%a]%a+", "W")) -- expect: W (W) W	3
print(("hello world"):gsub("%f[%w]%w", string.upper)) -- expect: Hello World	2
print(("abc"):find("%f[%z]")) -- expect: 4	3
print(("abc"):gsub("%f[%w]", "|")) -- expect: |abc	1
print(("abc def"):gsub("%f[%W]", "|")) -- expect: abc| def|	2
print(("a1b2"):gsub("%f[%d]", "<")) -- expect: a<1b<2	2
print((""):find("%f[%z]")) -- expect: nil
print((""):find("%f[%w]")) -- expect: nil
print(("foo.bar"):match("%f[%w]%w+$")) -- expect: bar
print(("[[x]]"):find("%f[x]")) -- expect: 3	2
print(("aXb"):gsub("%f[^a]", "!")) -- expect: a!Xb	1
print(("abc"):find("%f[^%z]", 2)) -- expect: nil
