-- equal strings are one value however they are built
local a = "hello" .. "world"
local b = table.concat { "hell", "o", "wor", "ld" }
local t = { [a] = 1 }
print(a == b, t[b], t[("helloworld"):sub(1, 10)], t["hello"], rawequal(a, b), t[("dlrowolleh"):reverse()]) -- expect: true	1	1	nil	true	1
local long1, long2 = ("k"):rep(500), ("kk"):rep(250)
t[long1] = "long"
print(long1 == long2, t[long2], t[long1:sub(1, 499)], t[long1:sub(1, 499) .. "k"]) -- expect: true	long	nil	long
print(("1") == 1, t["1"], ("\0") == "", #("\0") == 1, "a\0b" == "a\0c", t[string.format("%s%s", "hello", "world")]) -- expect: false	nil	false	true	false	1
