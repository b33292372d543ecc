-- one index site with integer, float, string and missing keys
local function get(t, k) return t[k] end
local t = {
  10, 20, 30, x = "ex", [1.5] = "float", [-1] = "neg", [0] = "zero", [true] = "yes", [100] = "far",
  ["1"] = "str one"
}
print(get(t, 1), get(t, 3), get(t, 4), get(t, 0), get(t, -1), get(t, 1.5), get(t, "x"), get(t, "1"), get(t, true), get(t, false), get(t, 100), get(t, 2 ^ 31), get(t, -2 ^ 31), get(t, 1e300)) -- expect: 10	30	nil	zero	neg	float	ex	str one	yes	nil	far	nil	nil	nil
print(get(t, 1 + 0.0), get(t, "2"), get(t, nil), get(t, 0 / 0), get("str", "len") == string.len, get(t, 2.0000000001)) -- expect: 10	nil	nil	nil	true	nil
local function set(t, k, v) t[k] = v end
for _, k in ipairs { 4, 5, 2.5, "y", false, 1000, -5 } do set(t, k, k) end
print(#t, t[4], t[5], t[2.5], t.y, t[false], t[1000], t[-5]) -- expect: 5	4	5	2.5	y	false	1000	-5
for i = 1, 5 do set(t, i, nil) end
print(#t, t[0], t["1"]) -- expect: 0	zero	str one
